/** Whom to dial and when: for ever, about once a second, one of each pair first, and only so many at a time. */
import type { Rng } from '@rapidvm/kernel';
import { MAX_DIALS_UNDER_WAY } from './limits.ts';
import type { Link } from './link.ts';
import type { PeerId } from './membership-io.ts';
import type { MembershipTimings } from './membership-timings.ts';
import { dialsFirst } from './dials-first.ts';

/** How far the first dials of many members are spread, so that a link that breaks for both is not dialled by both. */
const SPREAD_MS = 100;
const JITTER = 0.25;

export class Dialler {
  readonly #self: PeerId;
  readonly #timings: MembershipTimings;
  readonly #rng: Rng;
  /** Links to be dialled or being dialled. */
  readonly #wanted = new Set<Link>();

  constructor(self: PeerId, timings: MembershipTimings, rng: Rng) {
    this.#self = self;
    this.#timings = timings;
    this.#rng = rng;
  }

  /** Sees to it that `link` is dialled as long as there is none and it joins neighbours. `present`: the other has not left. */
  wantIfNeeded(link: Link, present: boolean, nowMs: number): void {
    if (present && !link.linked && (link.watched || link.watchesMe)) this.#want(link, nowMs);
    else this.done(link);
  }

  #want(link: Link, nowMs: number): void {
    if (this.#wanted.has(link)) return;
    this.#wanted.add(link);
    const turn = dialsFirst(this.#self, link.peer) ? 0 : this.#timings.secondDialerMs;
    link.dialAtMs = nowMs + turn + this.#rng.fraction() * SPREAD_MS;
  }

  /** It is told to live: who dials it first does so at once, and not only when the next dial is due. */
  hurry(link: Link, nowMs: number): void {
    if (link.dialAtMs === null || !dialsFirst(this.#self, link.peer)) return;
    link.dialAtMs = Math.min(link.dialAtMs, nowMs + this.#rng.fraction() * SPREAD_MS);
  }

  /** There is a link now, or none is wanted any more. */
  done(link: Link): void {
    this.#wanted.delete(link);
    link.dialAtMs = null;
    link.diallingSinceMs = null;
  }

  /** A dial has failed. The second of two refusals decides that a member is down, so it is not left waiting for long. */
  failed(link: Link, refused: boolean, nowMs: number): void {
    if (!this.#wanted.has(link)) return;
    link.diallingSinceMs = null;
    link.failedDials += 1;
    if (refused) link.refusals += 1;
    const sure = link.linkChangedMs + this.#timings.refusedMs;
    const soon = refused && link.refusals === 1 && link.everLinked;
    const redialMs = this.#timings.redialMs * (1 - JITTER + 2 * JITTER * this.#rng.fraction());
    link.dialAtMs = soon ? Math.max(nowMs + SPREAD_MS, sure) : nowMs + redialMs;
  }

  /** The links to dial now, longest due first; they count as under way until `done` or `failed`, or until they take too long. */
  due(nowMs: number): readonly Link[] {
    let underWay = 0;
    const due: Link[] = [];
    for (const link of this.#wanted) {
      if (link.diallingSinceMs !== null && nowMs - link.diallingSinceMs >= this.#timings.dialTimeoutMs)
        this.failed(link, false, nowMs);
      if (link.diallingSinceMs !== null) underWay += 1;
      else if (link.dialAtMs !== null && link.dialAtMs <= nowMs && link.addresses.length > 0) due.push(link);
    }
    const chosen = due
      .sort((a, b) => (a.dialAtMs ?? 0) - (b.dialAtMs ?? 0))
      .slice(0, Math.max(0, MAX_DIALS_UNDER_WAY - underWay));
    for (const link of chosen) {
      link.dialAtMs = null;
      link.diallingSinceMs = nowMs;
    }
    return chosen;
  }

  /** When `due` should be asked again. */
  nextAtMs(): number {
    let [next, underWay] = [Infinity, 0];
    let oldest = Infinity;
    for (const { dialAtMs, diallingSinceMs, addresses } of this.#wanted) {
      if (diallingSinceMs !== null) {
        underWay += 1;
        oldest = Math.min(oldest, diallingSinceMs + this.#timings.dialTimeoutMs);
      } else if (dialAtMs !== null && addresses.length > 0) next = Math.min(next, dialAtMs);
    }
    return underWay >= MAX_DIALS_UNDER_WAY ? oldest : Math.min(next, oldest);
  }
}
