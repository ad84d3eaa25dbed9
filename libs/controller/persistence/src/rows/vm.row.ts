import type { DesiredPower, VmIntent, VmObserved, VmSpec, VmState } from '@rapidvm/domain';
import { VM_STATES } from '@rapidvm/domain';
import { EntitySchema } from 'typeorm';
import { KEY, OPTIONAL, json, notNegative, oneOf, text, time, uuid, whole } from './columns.ts';

/** What a user asked for. */
export interface VmEntity {
  readonly id: string;
  readonly name: string;
  readonly spec: VmSpec;
  /** Out of the spec, so that the database keeps an image that is in use. */
  readonly imageId: string;
  readonly desiredPower: DesiredPower;
  readonly generation: number;
  readonly hostId: string | null;
  readonly createdAt: string;
}

export const vmEntity = new EntitySchema<VmEntity>({
  name: 'vm',
  columns: {
    id: uuid('id', KEY),
    name: text('name'),
    spec: json('spec'),
    imageId: uuid('image_id'),
    desiredPower: text('desired_power'),
    generation: whole('generation'),
    hostId: uuid('host_id', OPTIONAL),
    createdAt: time('created_at'),
  },
  uniques: [{ name: 'vm_name_unique', columns: ['name'] }],
  checks: [oneOf('vm_desired_power_known', 'desired_power', ['on', 'off']), notNegative('vm_generation_whole', 'generation')],
  indices: [
    { name: 'vm_by_host', columns: ['hostId'] },
    { name: 'vm_by_image', columns: ['imageId'] },
    // On expressions, which an entity can't say.
    { name: 'vm_by_label', columns: ['spec'], synchronize: false },
    { name: 'vm_keeping_apart', columns: ['hostId'], synchronize: false },
  ],
  foreignKeys: [
    { name: 'vm_image', target: 'image', columnNames: ['imageId'], referencedColumnNames: ['id'] },
    { name: 'vm_host', target: 'host', columnNames: ['hostId'], referencedColumnNames: ['id'] },
  ],
});

/** What the VM's host last said of it. */
export interface VmObservedEntity {
  readonly vmId: string;
  readonly hostId: string | null;
  readonly state: VmState;
  readonly generation: number;
  readonly since: string;
  readonly reason: string | null;
  readonly accelerator: VmObserved['accelerator'];
  readonly restarts: number;
}

export const vmObservedEntity = new EntitySchema<VmObservedEntity>({
  name: 'vm_observed',
  columns: {
    vmId: uuid('vm_id', KEY),
    hostId: uuid('host_id', OPTIONAL),
    state: text('state'),
    generation: whole('generation'),
    since: time('since'),
    reason: text('reason', OPTIONAL),
    accelerator: text('accelerator', OPTIONAL),
    restarts: { type: 'integer', name: 'restarts' },
  },
  checks: [
    oneOf('vm_state_known', 'state', VM_STATES),
    notNegative('vm_observed_generation_whole', 'generation'),
    oneOf('vm_accelerator_known', 'accelerator', ['kvm', 'tcg']),
    notNegative('vm_restarts_whole', 'restarts'),
  ],
  indices: [{ name: 'vm_observed_by_host', columns: ['hostId'] }],
  foreignKeys: [
    { name: 'vm_observed_vm', target: 'vm', columnNames: ['vmId'], referencedColumnNames: ['id'], onDelete: 'CASCADE' },
    { name: 'vm_observed_host', target: 'host', columnNames: ['hostId'], referencedColumnNames: ['id'], onDelete: 'SET NULL' },
  ],
});

/** Whose MAC address is whose. */
export interface VmMacEntity {
  readonly mac: string;
  readonly vmId: string;
}

export const vmMacEntity = new EntitySchema<VmMacEntity>({
  name: 'vm_mac',
  columns: { mac: text('mac', { ...KEY, primaryKeyConstraintName: 'vm_mac_taken' }), vmId: uuid('vm_id') },
  indices: [{ name: 'vm_mac_by_vm', columns: ['vmId'] }],
  foreignKeys: [{ name: 'vm_mac_vm', target: 'vm', columnNames: ['vmId'], referencedColumnNames: ['id'], onDelete: 'CASCADE' }],
});

export function toVmEntity(intent: VmIntent): VmEntity {
  return { ...intent, imageId: intent.spec.imageId };
}
