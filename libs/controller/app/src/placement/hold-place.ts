import { notFound } from '@rapidvm/kernel';
import type { Stores } from '../ports/index.ts';
import type { CommitDeps, Outcome } from './commit-places.ts';
import { choose, takePlaces } from './commit-places.ts';
import type { PlaceRequest } from './place-request.ts';

/**
 * Takes room for a VM on another host while it is where it is, so that nobody has it by the time the VM comes. Asked again, it tells the place that
 * is held.
 */
export async function holdPlace(deps: Pick<CommitDeps, 'pictures'>, stores: Stores, request: PlaceRequest): Promise<Outcome> {
  const vm = (await stores.placement.lockVms([request.vmId])).get(request.vmId);
  if (vm === undefined) return { error: notFound('VM', request.vmId) };
  const held = vm.holds.find(({ hostId }) => hostId !== vm.intent.hostId);
  if (held !== undefined) {
    const { hosts } = await deps.pictures.hosts(stores);
    return { place: { hostId: held.hostId, hostName: hosts.get(held.hostId)?.name ?? held.hostId, reason: null } };
  }
  const { seen, chosen, outcomes } = await choose(deps, stores, [{ request, vm }]);
  const [first] = chosen;
  if (first === undefined) return outcomes.get(request) ?? 'again';
  const taken = await takePlaces(stores, chosen, seen);
  return taken.has(first.placement.hostId) ? { place: first.placement } : 'again';
}
