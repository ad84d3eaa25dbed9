/** The hosts as the scheduler sees them, and its answer as a value or a coded refusal. */
import type { Host, VmSpec } from '@rapidvm/domain';
import { HAS_PROCESS } from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import { MIB } from '@rapidvm/kernel';
import type { Candidate, Demand, Placement } from '@rapidvm/scheduler';
import { place, refusalOf } from '@rapidvm/scheduler';
import type { Stores, VmRow } from '../ports/index.ts';
import { noHostFits } from '../refusals.ts';

/** A copy-on-write disk begins nearly empty: this much must be free for it to come to life. */
const NEW_DISK_BYTES = 64 * MIB;

/** Serialises decisions about hosts: without it, two creates at the same moment would both take the last room there is. */
export async function lockPlacement(stores: Stores): Promise<void> {
  await stores.settings.increment('placement.turn');
}

/** Where to put a VM. Refuses `no-host-fits` with every host's reason. */
export async function findPlace(stores: Stores, vmId: VmId, spec: VmSpec, hostId: HostId | undefined): Promise<Placement> {
  const hosts = await stores.hosts.all();
  const candidates: Candidate[] = [];
  // One after the other: a transaction has one connection.
  for (const host of hosts) candidates.push(await candidateOf(stores, host, vmId));
  const placed = place(
    { ...demandOf(spec), newDiskBytes: NEW_DISK_BYTES * spec.disks.length, ...(hostId && { hostId }) },
    candidates,
  );
  if (!placed.ok) throw noHostFits(placed.error);
  return placed.value;
}

/** Whether the host a stopped VM lies on has room to start it. Refuses `no-host-fits`. */
export async function refuseUnlessFits(stores: Stores, host: Host, row: VmRow): Promise<void> {
  const reason = refusalOf({ ...demandOf(row.intent.spec), newDiskBytes: 0 }, await candidateOf(stores, host, row.intent.id));
  if (reason !== null) throw noHostFits([{ host: host.name, reason }]);
}

function demandOf(spec: VmSpec): Omit<Demand, 'newDiskBytes'> {
  return { architecture: spec.architecture, cpus: spec.cpus, memoryMiB: spec.memoryMiB, datastore: spec.datastore };
}

async function candidateOf(stores: Stores, host: Host, except: VmId): Promise<Candidate> {
  const others = (await stores.vms.onHost(host.id)).filter(({ intent }) => intent.id !== except);
  const inventory = host.facts?.inventory;
  return {
    id: host.id,
    name: host.name,
    state: host.state,
    capacity: inventory
      ? {
          architecture: inventory.architecture,
          cpus: inventory.cpus,
          memoryMiB: inventory.memoryMiB,
          datastores: new Map(inventory.datastores.map(({ name, freeBytes }) => [name, freeBytes])),
        }
      : null,
    committed: committedBy(others),
  };
}

/** A VM that runs, or is meant to, holds its memory; one that can't be seen may be running. */
function committedBy(rows: readonly VmRow[]): Candidate['committed'] {
  const holding = rows.filter(
    ({ intent, observed }) =>
      intent.desiredPower === 'on' || observed.state === 'unknown' || HAS_PROCESS.includes(observed.state),
  );
  return {
    cpus: holding.reduce((sum, { intent }) => sum + intent.spec.cpus, 0),
    memoryMiB: holding.reduce((sum, { intent }) => sum + intent.spec.memoryMiB, 0),
  };
}
