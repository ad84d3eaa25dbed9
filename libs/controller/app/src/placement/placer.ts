/**
 * Takes places for VMs. Requests that come while a transaction is under way wait and go together in the next one. Each batch decides on a fresh
 * picture and commits with one conditional update; what somebody else was faster with is decided anew, alone or with whoever waits by then.
 */
import type { VmId } from '@rapidvm/kernel';
import { isRapidError, RapidError } from '@rapidvm/kernel';
import type { AppDeps } from '../deps.ts';
import { PLACEMENT } from '../limits.ts';
import type { LockedVm, Stores } from '../ports/index.ts';
import type { Outcome } from './commit-places.ts';
import { choose, commitPlaces } from './commit-places.ts';
import { holdPlace } from './hold-place.ts';
import { HostPictures } from './host-pictures.ts';
import type { Place, PlaceRequest } from './place-request.ts';

interface Waiting {
  readonly request: PlaceRequest;
  readonly resolve: (place: Place) => void;
  readonly reject: (error: unknown) => void;
  readonly tries: number;
}

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
   * Takes a place and commits it with the reasons. A VM that fits where it is stays there; asking again for the same task is harmless. Refuses
   * `no-host-fits` with every host's reason, `not-found` for a VM that is gone, `unavailable` when others were faster too often.
   */
  take(request: PlaceRequest): Promise<Place> {
    if (this.#waiting.length >= PLACEMENT.waiting) return Promise.reject(tooMany());
    const { promise, resolve, reject } = Promise.withResolvers<Place>();
    this.#waiting.push({ request, resolve, reject, tries: 0 });
    if (!this.#working) void this.#work();
    return promise;
  }

  /** The place that it would get now; takes nothing. Refuses `no-host-fits`. */
  async check(stores: Stores, request: PlaceRequest, vm: LockedVm): Promise<Place> {
    const { chosen, outcomes } = await choose(this, stores, [{ request, vm }]);
    const outcome = outcomes.get(request);
    if (outcome !== undefined && outcome !== 'again' && 'error' in outcome) throw outcome.error;
    const [first] = chosen;
    if (first === undefined) throw overtaken();
    return first.placement;
  }

  /**
   * Holds room for it on another host while it stays where it is; a later `take` of a move then goes there. Refuses as `take` does. Harmless when
   * repeated; what is held is given back by `letGo`.
   */
  async hold(request: PlaceRequest): Promise<Place> {
    for (let tried = 1; tried < PLACEMENT.tries; tried += 1) {
      const outcome = await this.#deps.database.transaction((stores) => holdPlace(this, stores, request));
      if (outcome === 'again') continue;
      if ('error' in outcome) throw outcome.error;
      return outcome.place;
    }
    throw overtaken();
  }

  /** Gives back what is held for it on other hosts than its own. Harmless when nothing is. */
  async letGo(vmId: VmId): Promise<void> {
    await this.#deps.database.transaction(async (stores) => {
      const vm = (await stores.placement.lockVms([vmId])).get(vmId);
      const held = vm?.holds.filter(({ hostId }) => hostId !== vm.intent.hostId) ?? [];
      if (held.length > 0) await stores.placement.giveBack(held);
    });
  }

  async #work(): Promise<void> {
    this.#working = true;
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      this.#waiting = this.#waiting.slice(batch.length);
      await this.#serve(batch);
    }
    this.#working = false;
  }

  /** Those that move go one by one: each has another host that it must not stay on. */
  #nextBatch(): readonly Waiting[] {
    const atOnce = Math.min(PLACEMENT.atOnce, Math.ceil(PLACEMENT.looksAtOnce / Math.max(1, this.pictures.size)));
    const batch = this.#waiting.slice(0, atOnce);
    const move = batch.findIndex(({ request }) => request.operation === 'move');
    return move < 0 ? batch : batch.slice(0, Math.max(1, move));
  }

  async #serve(batch: readonly Waiting[]): Promise<void> {
    const requests = batch.map(({ request }) => request);
    try {
      const outcomes = await this.#deps.database.transaction((stores) => this.commit(stores, requests));
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

  /** As part of `stores`' transaction. */
  commit(stores: Stores, requests: readonly PlaceRequest[]): Promise<readonly Outcome[]> {
    return commitPlaces({ pictures: this.pictures, clock: this.#deps.clock }, stores, requests);
  }
}

function tooMany(): RapidError<'limit-exceeded'> {
  const details = { limit: 'VMs waiting for a place', max: PLACEMENT.waiting, unit: 'VMs' };
  return new RapidError('limit-exceeded', 'Too many VMs wait for a place', details, 'Try again when some of them have one');
}

function overtaken(): RapidError<'unavailable'> {
  const details = { what: 'a place', cause: 'others took each host that was chosen' };
  return new RapidError('unavailable', 'No place could be taken: others were faster each time', details, 'Try again');
}
