/** Steps of VM tasks read the VM anew each time: between a crash and its repeat anything may have happened. */
import type { DesiredPower, MachineSpec } from '@rapidvm/domain';
import type { Generation, HostId, VmId } from '@rapidvm/kernel';
import { notFound } from '@rapidvm/kernel';
import type { Database, Stores, VmRow } from '../ports/index.ts';
import { machineSpecOf } from '../vm/machine-spec.ts';

export interface VmTarget {
  readonly row: VmRow;
  readonly hostId: HostId;
  readonly spec: MachineSpec;
}

/** The VM with its host and all names resolved; null when there is no such VM or it was never placed. */
export async function findTarget(stores: Stores, vmId: VmId): Promise<VmTarget | null> {
  const row = await stores.vms.get(vmId);
  if (row === null || row.intent.hostId === null) return null;
  const image = await stores.images.get(row.intent.spec.imageId);
  if (image === null) throw notFound('image', row.intent.spec.imageId);
  return { row, hostId: row.intent.hostId, spec: machineSpecOf(row.intent, image) };
}

export async function targetOr404(stores: Stores, vmId: VmId): Promise<VmTarget> {
  const target = await findTarget(stores, vmId);
  if (target === null) throw notFound('VM', vmId);
  return target;
}

/** A new generation of the intent, so that the command that goes with it beats all before it. */
export async function nextIntent(database: Database, vmId: VmId, desiredPower: DesiredPower): Promise<Generation> {
  return database.transaction(async (stores) => {
    const { intent } = (await targetOr404(stores, vmId)).row;
    return (await stores.vms.updateIntent(vmId, intent.generation, { desiredPower })).generation;
  });
}
