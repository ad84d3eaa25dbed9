/**
 * Takes places for VMs. Requests that come while a transaction is under way wait and go together in the next one. Each batch decides on a fresh
 * picture and commits with one conditional update; what somebody else was faster with is decided anew, alone or with whoever waits by then.
 */
import type { Generation, HostId, TaskId, VmId } from '@rapidvm/kernel';
import { isRapidError, notFound, RapidError, toTimestamp } from '@rapidvm/kernel';
import type { Demand, Placement } from '@rapidvm/scheduler';
import { place, placeAll } from '@rapidvm/scheduler';
import { tell } from '../change/tell.ts';
import type { AppDeps } from '../deps.ts';
import { PLACEMENT } from '../limits.ts';
import type { Assignment, LockedVm, Reservation, Stores } from '../ports/index.ts';
import { demandOf } from './demand-of.ts';
import type { HostPicture } from './host-pictures.ts';
import { HostPictures } from './host-pictures.ts';
import { noHostFits, recordOf, selectorNames } from './record.ts';

export interface PlaceRequest {
  readonly vmId: VmId;
  readonly operation: 'create' | 'start';
  /** It is about to run, so its memory and processors are taken too. */
  readonly runs: boolean;
  /** Only this host. */
  readonly askedFor: HostId | null;
  readonly taskId: TaskId | null;
  /** Of the intent that the request carries out; null: any. */
  readonly generation: Generation | null;
}

export interface Place {
  readonly hostId: HostId;
  readonly hostName: string;
  /** Null: it had its place already. */
  readonly reason: string | null;
}

interface Waiting {
  readonly request: PlaceRequest;
  readonly resolve: (place: Place) => void;
  readonly reject: (error: unknown) => void;
  readonly tries: number;
}

type Outcome = { readonly place: Place } | { readonly error: RapidError } | 'again';

export class Placer {
  readonly pictures: HostPictures;
  readonly #deps: Pick<AppDeps, 'database' | 'clock' | 'logger'>;
  #waiting: Waiting[] = [];
  #working = false;

  constructor(deps: Pick<AppDeps, 'database' | 'clock' | 'logger'>) {
    this.#deps = deps;
    this.pictures = new HostPictures(deps.clock);
  }

  /**
   * Takes a place and commits it with the reasons. A VM that has what it needs where it is stays there, so asking twice is harmless. Refuses
   * `no-host-fits` with every host's reason, `not-found` for a VM that is gone, `unavailable` when others were faster too often.
   */
  take(request: PlaceRequest): Promise<Place> {
    if (this.#waiting.length >= PLACEMENT.waiting) return Promise.reject(tooMany());
    const { promise, resolve, reject } = Promise.withResolvers<Place>();
    this.#waiting.push({ request, resolve, reject, tries: 0 });
    if (!this.#working) void this.#work();
    return promise;
  }

  /** Whether there is a place for it now; takes nothing. Refuses `no-host-fits`. */
  async check(stores: Stores, request: PlaceRequest, vm: LockedVm): Promise<void> {
    if (hasPlace(request, vm)) return;
    const demands: Demand[] = [];
    const seen = await this.pictures.take(stores, (hosts) => {
      demands.push(demandFor(request, vm, hosts));
      return demands;
    });
    for (const demand of demands) {
      const answer = place(demand, seen.picture);
      if (!answer.ok) throw noHostFits(answer.error, selectorNames(seen.hosts, [vm.intent]));
    }
  }

  async #work(): Promise<void> {
    this.#working = true;
    while (this.#waiting.length > 0) {
      const atOnce = Math.min(PLACEMENT.atOnce, Math.ceil(PLACEMENT.looksAtOnce / Math.max(1, this.pictures.size)));
      const batch = this.#waiting.slice(0, atOnce);
      this.#waiting = this.#waiting.slice(atOnce);
      await this.#serve(batch);
    }
    this.#working = false;
  }

  async #serve(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.#deps.database.transaction((stores) =>
        this.commit(
          stores,
          batch.map(({ request }) => request),
        ),
      );
      for (const [index, each] of batch.entries()) this.#settle(each, outcomes[index] ?? 'again');
    } catch (error) {
      // One that can't be served must not take the others with it.
      if (batch.length > 1 && !isRapidError(error, 'unavailable')) for (const each of batch) await this.#serve([each]);
      else for (const { reject } of batch) reject(error);
    }
  }

  #settle(each: Waiting, outcome: Outcome): void {
    if (outcome !== 'again') {
      if ('place' in outcome) each.resolve(outcome.place);
      else each.reject(outcome.error);
    } else if (each.tries + 1 < PLACEMENT.tries) this.#waiting.push({ ...each, tries: each.tries + 1 });
    else each.reject(overtaken());
  }

  /** One transaction: rows locked, decided, taken, written, told. `again`: the host was full by the time it was asked. */
  async commit(stores: Stores, requests: readonly PlaceRequest[]): Promise<readonly Outcome[]> {
    const locked = await stores.placement.lockVms(requests.map(({ vmId }) => vmId));
    const open = new Map<VmId, { readonly request: PlaceRequest; readonly vm: LockedVm }>();
    for (const request of requests) {
      const vm = locked.get(request.vmId);
      if (vm !== undefined && mustDecide(request, vm) && !open.has(request.vmId)) open.set(request.vmId, { request, vm });
    }
    const decided = open.size === 0 ? null : await this.#decide(stores, [...open.values()]);
    const hosts = decided?.hosts ?? (await this.pictures.hosts(stores)).hosts;
    return requests.map((request) => {
      const vm = locked.get(request.vmId);
      if (vm === undefined) return { error: notFound('VM', request.vmId) };
      if (isStale(request, vm)) return { error: stale(request, vm) };
      // The same VM twice at once: the second finds what the first has got.
      return decided?.outcomes.get(request) ?? (open.has(request.vmId) ? 'again' : { place: placeOf(vm, hosts) });
    });
  }

  async #decide(stores: Stores, open: readonly { readonly request: PlaceRequest; readonly vm: LockedVm }[]) {
    let demands: readonly Demand[] = [];
    const seen = await this.pictures.take(stores, (hosts) => {
      demands = open.map(({ request, vm }) => demandFor(request, vm, hosts));
      return demands;
    });
    if (seen.newLimits.length > 0) await stores.placement.setLimits(seen.newLimits);
    const names = selectorNames(
      seen.hosts,
      open.map(({ vm }) => vm.intent),
    );
    const outcomes = new Map<PlaceRequest, Outcome>();
    const chosen: { readonly request: PlaceRequest; readonly vm: LockedVm; readonly placement: Placement }[] = [];
    for (const [index, answer] of placeAll(demands, seen.picture).entries()) {
      const each = open[index];
      if (each === undefined) continue;
      if (answer.ok) chosen.push({ ...each, placement: answer.value });
      else outcomes.set(each.request, { error: noHostFits(answer.error, names) });
    }
    const taken = await stores.placement.reserve(chosen.map(({ request, vm, placement }) => wanted(request, vm, placement)));
    const at = toTimestamp(this.#deps.clock.now());
    const assignments: Assignment[] = [];
    for (const { request, vm, placement } of chosen) {
      const { hostId, hostName, reason } = placement;
      outcomes.set(request, taken.has(hostId) ? { place: { hostId, hostName, reason } } : 'again');
      if (!taken.has(hostId)) continue;
      const decision = recordOf(placement, { at, operation: request.operation }, names);
      assignments.push({ vmId: request.vmId, hostId, expected: vm.intent.generation, taskId: request.taskId, decision });
      await tellOf(stores, vm, placement);
      this.pictures.images.placed(hostId, vm.intent.spec.imageId);
    }
    if (assignments.length > 0) await stores.placement.assign(assignments);
    return { outcomes, hosts: seen.hosts };
  }
}

/** What was asked for is there already: the request came before, and its answer was lost. */
function hasPlace({ runs }: PlaceRequest, { intent, reservation }: LockedVm): boolean {
  return intent.hostId !== null && (runs ? reservation !== null : true);
}

/** Somebody has wanted something else of the VM since: this request is somebody's who does not know yet. */
function isStale(request: PlaceRequest, vm: LockedVm): boolean {
  return request.generation !== null && request.generation !== vm.intent.generation && !hasPlace(request, vm);
}

function mustDecide(request: PlaceRequest, vm: LockedVm): boolean {
  return !hasPlace(request, vm) && !isStale(request, vm);
}

function placeOf({ intent }: LockedVm, hosts: HostPicture['hosts']): Place {
  if (intent.hostId === null) throw notFound('host of the VM', intent.name);
  return { hostId: intent.hostId, hostName: hosts.get(intent.hostId)?.name ?? intent.hostId, reason: null };
}

/** A new VM that has a host already was given one by this very request, and what is missing is the rest. */
function demandFor(
  { operation, runs, askedFor }: PlaceRequest,
  { intent, reservation }: LockedVm,
  hosts: HostPicture['hosts'],
): Demand {
  const host = intent.hostId === null ? null : (hosts.get(intent.hostId) ?? null);
  const asked = askedFor === null ? null : (hosts.get(askedFor) ?? { id: askedFor, name: askedFor });
  const isNew = operation === 'create' && host === null;
  return demandOf(intent, { isNew, runs, askedFor: asked, host, reservation });
}

function wanted({ runs }: PlaceRequest, { intent }: LockedVm, { hostId }: Placement): Reservation {
  const { memoryMiB, cpus } = runs ? intent.spec : { memoryMiB: 0, cpus: 0 };
  return { vmId: intent.id, hostId, memoryMiB, cpus };
}

async function tellOf(stores: Stores, { intent }: LockedVm, { hostId, hostName, reason }: Placement): Promise<void> {
  if (intent.hostId === hostId) return;
  await tell(stores, 'vm.placed', intent, `${intent.name} goes to ${hostName}: ${reason}`, { host: hostName, reason });
}

function stale({ generation }: PlaceRequest, { intent }: LockedVm): RapidError<'stale-generation'> {
  const details = { kind: 'VM', id: intent.id, given: generation ?? 0, current: intent.generation };
  const message = `Something else was wanted of the VM ${intent.name} in the meantime`;
  return new RapidError('stale-generation', message, details, 'Look at the VM again');
}

function tooMany(): RapidError<'limit-exceeded'> {
  const details = { limit: 'VMs waiting for a place', max: PLACEMENT.waiting, unit: 'VMs' };
  return new RapidError('limit-exceeded', 'Too many VMs wait for a place', details, 'Try again when some of them have one');
}

function overtaken(): RapidError<'unavailable'> {
  const details = { what: 'a place', cause: 'others took each host that was chosen' };
  return new RapidError('unavailable', 'No place could be taken: others were faster each time', details, 'Try again');
}
