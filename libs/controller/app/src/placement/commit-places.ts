/** One transaction of placement: rows locked, decided on a fresh picture, taken, looked at again, written, told. */
import { parseSelector, placementOf, selectedId } from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import { notFound, RapidError, toTimestamp } from '@rapidvm/kernel';
import type { Demand, Placement } from '@rapidvm/scheduler';
import { besideUnwanted, isApart, pictureOf, placeAll } from '@rapidvm/scheduler';
import { tell } from '../change/tell.ts';
import type { AppDeps } from '../deps.ts';
import type { Assignment, LockedVm, Neighbours, Stores } from '../ports/index.ts';
import type { HostPicture, HostPictures } from './host-pictures.ts';
import { demandsFor } from './known-places.ts';
import type { Place, PlaceRequest } from './place-request.ts';
import { hasPlace, isStale, wantedOn } from './place-request.ts';
import { noHostFits, recordOf, selectorNames } from './record.ts';

/** `again`: the host was full, or had a VM that it must not be beside, by the time it was asked. */
export type Outcome = { readonly place: Place } | { readonly error: RapidError } | 'again';

export interface CommitDeps extends Pick<AppDeps, 'clock'> {
  readonly pictures: HostPictures;
}

interface Open {
  readonly request: PlaceRequest;
  readonly vm: LockedVm;
}

interface Chosen extends Open {
  readonly demand: Demand;
  readonly placement: Placement;
}

/** What becomes of each request, in their order. */
export async function commitPlaces(
  deps: CommitDeps,
  stores: Stores,
  requests: readonly PlaceRequest[],
): Promise<readonly Outcome[]> {
  const locked = await stores.placement.lockVms(requests.map(({ vmId }) => vmId));
  const open = new Map<VmId, Open>();
  for (const request of requests) {
    const vm = locked.get(request.vmId);
    if (vm === undefined || hasPlace(request, vm) || isStale(request, vm) || open.has(request.vmId)) continue;
    open.set(request.vmId, { request, vm });
  }
  const decided = open.size === 0 ? null : await decide(deps, stores, [...open.values()]);
  const hosts = decided?.hosts ?? (await deps.pictures.hosts(stores)).hosts;
  return requests.map((request) => {
    const vm = locked.get(request.vmId);
    if (vm === undefined) return { error: notFound('VM', request.vmId) };
    if (isStale(request, vm)) return { error: stale(request, vm) };
    // The same VM twice at once: the second finds what the first has got.
    return decided?.outcomes.get(request) ?? (open.has(request.vmId) ? 'again' : { place: placeOf(vm, hosts) });
  });
}

async function decide(deps: CommitDeps, stores: Stores, open: readonly Open[]) {
  await stores.placement.lockGroups(open.flatMap(({ vm }) => groupsOf(vm)));
  const { seen, chosen, outcomes } = await choose(deps, stores, open);
  const taken = await takePlaces(stores, chosen, seen);
  const names = selectorNames(
    seen.hosts,
    open.map(({ vm }) => vm.intent),
  );
  const at = toTimestamp(deps.clock.now());
  const assignments: Assignment[] = [];
  for (const { request, vm, placement } of chosen) {
    const { hostId, hostName, reason } = placement;
    outcomes.set(request, taken.has(hostId) ? { place: { hostId, hostName, reason } } : 'again');
    if (!taken.has(hostId)) continue;
    const decision = recordOf(placement, { at, operation: request.operation }, names);
    assignments.push({ vmId: request.vmId, hostId, expected: vm.intent.generation, taskId: request.taskId, decision });
    await tellOf(stores, vm, placement, request.because ?? placement.reason);
    deps.pictures.images.placed(hostId, vm.intent.spec.imageId);
  }
  if (assignments.length > 0) await stores.placement.assign(assignments);
  if (chosen.some(({ placement }) => !taken.has(placement.hostId))) askAgain(outcomes);
  return { outcomes, hosts: seen.hosts };
}

/** Who was refused may have been so for what another of the batch was to take, and did not get. */
function askAgain(outcomes: Map<PlaceRequest, Outcome>): void {
  for (const [request, outcome] of outcomes) if (outcome !== 'again' && 'error' in outcome) outcomes.set(request, 'again');
}

/** What each would get by what is known now; nothing is taken yet. */
export async function choose({ pictures }: Pick<CommitDeps, 'pictures'>, stores: Stores, open: readonly Open[]) {
  let demands: readonly Demand[] = [];
  const seen = await pictures.take(stores, async (hosts) => (demands = await demandsFor(stores, open, hosts)));
  const names = selectorNames(
    seen.hosts,
    open.map(({ vm }) => vm.intent),
  );
  const outcomes = new Map<PlaceRequest, Outcome>();
  const chosen: Chosen[] = [];
  for (const [index, answer] of placeAll(demands, openTo(open, seen)).entries()) {
    const [each, demand] = [open[index], demands[index]];
    if (each === undefined || demand === undefined) continue;
    if (answer.ok) chosen.push({ ...each, demand, placement: answer.value });
    else outcomes.set(each.request, { error: noHostFits(answer.error, names) });
  }
  return { seen, chosen, outcomes };
}

/** A VM that is to leave its host is decided alone, and that host has no say. */
function openTo(open: readonly Open[], { picture }: HostPicture): HostPicture['picture'] {
  const left = open.length === 1 && open[0]?.request.operation === 'move' ? open[0].vm.intent.hostId : null;
  return left === null ? picture : pictureOf(picture.candidates.filter(({ id }) => id !== left));
}

/**
 * The hosts on which everything that was chosen could be taken. Whoever places VMs there waits until this transaction has ended, so a second look
 * at who lives there is final.
 */
export async function takePlaces(
  stores: Stores,
  chosen: readonly Chosen[],
  { newLimits }: Pick<HostPicture, 'newLimits'>,
): Promise<ReadonlySet<HostId>> {
  if (newLimits.length > 0) await stores.placement.setLimits(newLimits);
  const wanted = chosen.map(({ request, vm, placement }) => wantedOn(placement.hostId, request, vm));
  const taken = await stores.placement.reserve(wanted);
  const there = chosen.filter(({ placement }) => taken.has(placement.hostId));
  const crowded = await crowdedHosts(stores, there);
  if (crowded.size === 0) return taken;
  await stores.placement.giveBack(wanted.filter(({ hostId, memoryMiB }) => crowded.has(hostId) && memoryMiB > 0));
  return new Set([...taken].filter((host) => !crowded.has(host)));
}

/** Hosts to which somebody has come since the decision whom one of these VMs must not be beside. */
async function crowdedHosts(stores: Stores, chosen: readonly Chosen[]): Promise<ReadonlySet<HostId>> {
  if (chosen.length === 0) return new Set();
  const selectors = chosen.flatMap(({ demand }) => demand.rules.filter(isApart).map(({ selector }) => selector));
  const own = chosen.flatMap(({ demand }) => [...demand.selectors]);
  const { residents, keptApart } = await stores.placement.neighbours([...new Set(selectors)], [...new Set(own)]);
  const isCrowded = ({ demand, placement: { hostId: id } }: Chosen): boolean =>
    besideUnwanted(demand, { id, residents: countsOn(id, residents), keptApart: countsOn(id, keptApart) }) !== null;
  return new Set(chosen.filter(isCrowded).map(({ placement }) => placement.hostId));
}

function countsOn(host: HostId, rows: Neighbours['residents']): ReadonlyMap<string, number> {
  return new Map(rows.filter(({ hostId }) => hostId === host).map(({ selector, count }) => [selector, count]));
}

/**
 * What VMs that must be together meet under. Two that are the first of their group, at two controllers at one moment, would each found it on a host
 * of its own: so the second waits until the first is placed. A rule may mean a label by its key alone, so keys are what is locked.
 */
function groupsOf({ intent }: LockedVm): readonly string[] {
  return placementOf(intent.spec)
    .rules.filter(({ about, strength, wish }) => about === 'vms' && strength === 'must' && wish === 'with')
    .map(({ selector }) => (selectedId(selector, 'vm') === null ? parseSelector(selector).key : selector));
}

function placeOf({ intent }: LockedVm, hosts: HostPicture['hosts']): Place {
  if (intent.hostId === null) throw notFound('host of the VM', intent.name);
  return { hostId: intent.hostId, hostName: hosts.get(intent.hostId)?.name ?? intent.hostId, reason: null };
}

async function tellOf(stores: Stores, { intent }: LockedVm, { hostId, hostName }: Placement, reason: string): Promise<void> {
  if (intent.hostId === hostId) return;
  await tell(stores, 'vm.placed', intent, `${intent.name} goes to ${hostName}: ${reason}`, { host: hostName, reason });
}

function stale({ generation }: PlaceRequest, { intent }: LockedVm): RapidError<'stale-generation'> {
  const details = { kind: 'VM', id: intent.id, given: generation ?? 0, current: intent.generation };
  const message = `Something else was wanted of the VM ${intent.name} in the meantime`;
  return new RapidError('stale-generation', message, details, 'Look at the VM again');
}
