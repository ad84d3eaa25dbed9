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
  readonly reservation: Pick<Reservation, 'hostId' | 'memoryMiB' | 'cpus'> | null;
}

export function demandOf(intent: Pick<VmIntent, 'id' | 'spec'>, context: DemandContext): Demand {
  const { spec } = intent;
  const wishes = placementOf(spec);
  const held = context.reservation;
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
    disks: context.isNew ? null : disksOf(spec.datastore, context.host),
    current: context.host && {
      hostId: context.host.id,
      memoryMiB: held?.hostId === context.host.id ? held.memoryMiB : 0,
      cpus: held?.hostId === context.host.id ? held.cpus : 0,
    },
  };
}

/**
 * Who reaches them. A VM moves to another host only when a person names that host, and is then placed there already: so this one alone, whatever
 * datastore it is. For VMs that move by themselves, `datastoreId` would be the id of that datastore on this host.
 */
function disksOf(datastore: string, host: DemandContext['host']): Demand['disks'] {
  return host && { hostId: host.id, hostName: host.name, datastore, datastoreId: null };
}
