import type { HostId } from '@rapidvm/kernel';
import type { Demand } from '@rapidvm/scheduler';
import type { LockedVm, Stores } from '../ports/index.ts';
import type { KnownPlace, PlaceRequest } from './place-request.ts';
import { demandFor } from './place-request.ts';

/**
 * What these VMs ask for. A host that was removed takes no VM and is in no picture; what datastores it had still tells who reaches the disks of its
 * VMs.
 */
export async function demandsFor(
  stores: Pick<Stores, 'hosts'>,
  open: readonly { readonly request: PlaceRequest; readonly vm: LockedVm }[],
  hosts: ReadonlyMap<HostId, KnownPlace>,
): Promise<readonly Demand[]> {
  const known = new Map(hosts);
  for (const { vm } of open) {
    const { hostId } = vm.intent;
    const row = hostId === null || known.has(hostId) ? null : await stores.hosts.get(hostId);
    if (row !== null) known.set(row.host.id, row.host);
  }
  return open.map(({ request, vm }) => demandFor(request, vm, known));
}
