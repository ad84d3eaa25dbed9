/** What a VM asks of its host, as the scheduler wants it. Pure. */
import type { Host, VmIntent } from '@rapidvm/domain';
import { placementOf, selectorsOf } from '@rapidvm/domain';
import { MIB } from '@rapidvm/kernel';
import type { Demand } from '@rapidvm/scheduler';
import type { Reservation } from '../ports/index.ts';

/** A copy-on-write disk begins nearly empty: this much must be free for it to come to life. */
const NEW_DISK_BYTES = 64 * MIB;

export interface DemandContext {
  /** Its disks are to be made; otherwise they lie where the VM is placed. */
  readonly isNew: boolean;
  /** It is about to run. */
  readonly runs: boolean;
  readonly askedFor: Pick<Host, 'id' | 'name'> | null;
  /** Where the VM is placed; null: nowhere yet. */
  readonly host: Pick<Host, 'id' | 'name' | 'facts'> | null;
  /** What it holds on hosts; on another than its own only while it is about to go there. */
  readonly holds: readonly Reservation[];
}

export function demandOf(intent: Pick<VmIntent, 'id' | 'spec'>, context: DemandContext): Demand {
  const { spec } = intent;
  const { host, holds } = context;
  const wishes = placementOf(spec);
  const own = holds.find(({ hostId }) => hostId === host?.id);
  return {
    vmId: intent.id,
    architecture: spec.architecture,
    cpus: spec.cpus,
    memoryMiB: spec.memoryMiB,
    runs: context.runs,
    accelerator: wishes.accelerator,
    cpuModel: wishes.cpuModel,
    cpuFlags: wishes.cpuFlags,
    imageId: spec.imageId,
    datastores: new Map([[spec.datastore, context.isNew ? NEW_DISK_BYTES * spec.disks.length : 0]]),
    networks: [...new Set(spec.nics.map(({ network }) => network))],
    rules: wishes.rules,
    selectors: new Set([`vm=${intent.id}`, ...selectorsOf(spec.labels)]),
    askedFor: context.askedFor,
    disks: context.isNew ? null : disksOf(spec.datastore, host),
    current: host && { hostId: host.id, memoryMiB: own?.memoryMiB ?? 0, cpus: own?.cpus ?? 0 },
    held: holds.find(({ hostId }) => hostId !== host?.id) ?? null,
  };
}

/** Who reaches them: its host, and those that tell the same datastore. Its image lies in that same datastore. */
function disksOf(datastore: string, host: DemandContext['host']): Demand['disks'] {
  if (host === null) return null;
  const datastoreId = host.facts?.inventory.datastores.find(({ name }) => name === datastore)?.id ?? null;
  return { hostId: host.id, hostName: host.name, datastore, datastoreId };
}
