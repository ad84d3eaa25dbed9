/** The one query behind every read of VMs, and how its rows become the domain's. */
import type { VmRow } from '@rapidvm/controller-app';
import type { DesiredPower, HostLiveness, HostMode, VmIntent, VmObserved, VmSpec, VmState } from '@rapidvm/domain';
import { hostStateOf } from '@rapidvm/domain';
import { asGeneration, asId } from '@rapidvm/kernel';
import { timeOf } from '../connection/columns.ts';

/** Names resolved by joins: one query whatever the page size. The active task is found by its partial unique index. */
export const VM_LIST = `
  SELECT vm.id, vm.name, vm.spec, vm.desired_power, vm.generation, vm.host_id, vm.created_at,
    o.host_id AS observed_host_id, o.state, o.generation AS observed_generation, o.since, o.reason, o.accelerator, o.restarts,
    host.name AS host_name, host.liveness AS host_liveness, host.mode AS host_mode, image.name AS image_name, task.id AS task_id
  FROM vm
  JOIN vm_observed o ON o.vm_id = vm.id
  JOIN image ON image.id = vm.image_id
  LEFT JOIN host ON host.id = vm.host_id
  LEFT JOIN task ON task.subject_id = vm.id AND task.state IN ('queued', 'running', 'undoing')`;

export interface VmIntentRow {
  readonly id: string;
  readonly name: string;
  readonly spec: VmSpec;
  readonly desired_power: DesiredPower;
  readonly generation: string;
  readonly host_id: string | null;
  readonly created_at: Date;
}

export interface VmObservedRow {
  readonly vm_id: string;
  readonly host_id: string | null;
  readonly state: VmState;
  readonly generation: string;
  readonly since: Date;
  readonly reason: string | null;
  readonly accelerator: VmObserved['accelerator'];
  readonly restarts: number;
}

export interface VmListRow extends VmIntentRow, Pick<VmObservedRow, 'state' | 'since' | 'reason' | 'accelerator' | 'restarts'> {
  readonly observed_host_id: string | null;
  readonly observed_generation: string;
  readonly host_name: string | null;
  readonly host_liveness: HostLiveness | null;
  readonly host_mode: HostMode | null;
  readonly image_name: string;
  readonly task_id: string | null;
}

export function toIntent(row: VmIntentRow): VmIntent {
  return {
    id: asId(row.id),
    name: row.name,
    spec: row.spec,
    desiredPower: row.desired_power,
    generation: asGeneration(Number(row.generation)),
    hostId: row.host_id === null ? null : asId(row.host_id),
    createdAt: timeOf(row.created_at),
  };
}

export function toObserved(row: VmObservedRow): VmObserved {
  return {
    vmId: asId(row.vm_id),
    hostId: row.host_id === null ? null : asId(row.host_id),
    state: row.state,
    generation: asGeneration(Number(row.generation)),
    since: timeOf(row.since),
    reason: row.reason,
    accelerator: row.accelerator,
    restarts: row.restarts,
  };
}

export function toVmRow(row: VmListRow): VmRow {
  return {
    intent: toIntent(row),
    observed: toObserved({ ...row, vm_id: row.id, host_id: row.observed_host_id, generation: row.observed_generation }),
    hostName: row.host_name,
    hostState: row.host_liveness === null || row.host_mode === null ? null : hostStateOf(row.host_liveness, row.host_mode),
    imageName: row.image_name,
    activeTaskId: row.task_id === null ? null : asId(row.task_id),
  };
}
