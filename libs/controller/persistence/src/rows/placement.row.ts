import { EntitySchema } from 'typeorm';
import { KEY, OPTIONAL, json, notNegative, text, uuid, whole } from './columns.ts';
import type { PackedDecision } from './packed-decision.ts';

const ofHost = (name: string) => ({
  name,
  target: 'host',
  columnNames: ['hostId'],
  referencedColumnNames: ['id'],
  onDelete: 'CASCADE' as const,
});

/** What people say about a host. */
export interface HostPlacementEntity {
  readonly hostId: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly rack: string | null;
  readonly memoryRatio: number | null;
  readonly cpuRatio: number | null;
}

export const hostPlacementEntity = new EntitySchema<HostPlacementEntity>({
  name: 'host_placement',
  columns: {
    hostId: uuid('host_id', KEY),
    labels: json('labels'),
    rack: text('rack', OPTIONAL),
    memoryRatio: { type: 'double precision', name: 'memory_ratio', nullable: true },
    cpuRatio: { type: 'double precision', name: 'cpu_ratio', nullable: true },
  },
  checks: [
    { name: 'host_placement_memory_ratio_positive', expression: 'memory_ratio > 0' },
    { name: 'host_placement_cpu_ratio_positive', expression: 'cpu_ratio > 0' },
  ],
  foreignKeys: [ofHost('host_placement_host')],
});

/** What may be promised on a host, and what is. Changed by conditional updates only. */
export interface HostCapacityEntity {
  readonly hostId: string;
  readonly memoryLimitMiB: number;
  readonly memoryUsedMiB: number;
  readonly cpuLimit: number;
  readonly cpuUsed: number;
}

export const hostCapacityEntity = new EntitySchema<HostCapacityEntity>({
  name: 'host_capacity',
  columns: {
    hostId: uuid('host_id', KEY),
    memoryLimitMiB: whole('memory_limit_mib'),
    memoryUsedMiB: whole('memory_used_mib'),
    cpuLimit: whole('cpu_limit'),
    cpuUsed: whole('cpu_used'),
  },
  checks: [
    notNegative('host_capacity_memory_limit_whole', 'memory_limit_mib'),
    notNegative('host_capacity_memory_used_whole', 'memory_used_mib'),
    notNegative('host_capacity_cpu_limit_whole', 'cpu_limit'),
    notNegative('host_capacity_cpu_used_whole', 'cpu_used'),
  ],
  foreignKeys: [ofHost('host_capacity_host')],
});

/** What one VM holds on one host; the host's counters are the sum of these. */
export interface VmReservationEntity {
  readonly vmId: string;
  readonly hostId: string;
  readonly memoryMiB: number;
  readonly cpus: number;
}

export const vmReservationEntity = new EntitySchema<VmReservationEntity>({
  name: 'vm_reservation',
  columns: {
    vmId: uuid('vm_id', KEY),
    hostId: uuid('host_id', KEY),
    memoryMiB: whole('memory_mib'),
    cpus: whole('cpus'),
  },
  checks: [notNegative('vm_reservation_memory_whole', 'memory_mib'), notNegative('vm_reservation_cpus_whole', 'cpus')],
  indices: [{ name: 'vm_reservation_by_host', columns: ['hostId'] }],
  foreignKeys: [
    { name: 'vm_reservation_vm', target: 'vm', columnNames: ['vmId'], referencedColumnNames: ['id'] },
    ofHost('vm_reservation_host'),
  ],
});

/** Why a VM is where it is. */
export interface VmPlacementEntity {
  readonly vmId: string;
  readonly taskId: string | null;
  readonly generation: number;
  readonly decision: PackedDecision;
}

export const vmPlacementEntity = new EntitySchema<VmPlacementEntity>({
  name: 'vm_placement',
  columns: {
    vmId: uuid('vm_id', KEY),
    taskId: uuid('task_id', OPTIONAL),
    generation: whole('generation'),
    decision: json('decision'),
  },
  checks: [notNegative('vm_placement_generation_whole', 'generation')],
  foreignKeys: [
    { name: 'vm_placement_vm', target: 'vm', columnNames: ['vmId'], referencedColumnNames: ['id'], onDelete: 'CASCADE' },
  ],
});
