/**
 * When this member beats. Each member that watches one with a smaller key beats right after the smallest of those: so neighbours wake one another
 * a few times a beat and not once for each of them, and what comes finds the processor awake. A pacer that falls silent is missed by nobody's beat.
 */
import type { Link } from './link.ts';
import type { MembershipTimings } from './membership-timings.ts';

export class Pace {
  readonly #timings: MembershipTimings;
  #lastMs = -Infinity;
  #nextMs = Infinity;
  #pacer: Link | null = null;

  constructor(timings: MembershipTimings) {
    this.#timings = timings;
  }

  /** When to beat, whatever the pacer does. */
  get nextMs(): number {
    return this.#nextMs;
  }

  /** Begins with a first beat at `atMs`, unless it has begun. */
  begin(atMs: number): void {
    if (this.#nextMs === Infinity) this.#nextMs = atMs;
  }

  /** Notes a beat at `nowMs`, and chooses whom to follow with the next one. */
  beaten(nowMs: number, links: Iterable<Link>, ownKey: number): void {
    const { beatMs, paceSlackMs } = this.#timings;
    this.#lastMs = nowMs;
    this.#pacer = pacerAmong(links, ownKey);
    if (this.#pacer !== null) this.#nextMs = nowMs + beatMs + paceSlackMs;
    else this.#nextMs += beatMs * Math.ceil((nowMs - this.#nextMs + 1) / beatMs);
  }

  /** A beat has come over `link`. If the pacer's, beat with it: now, or the next time where that was a moment ago. */
  heard(link: Link, nowMs: number): void {
    if (link !== this.#pacer) return;
    const { beatMs, paceSlackMs } = this.#timings;
    this.#nextMs = nowMs - this.#lastMs >= beatMs / 2 ? nowMs : nowMs + beatMs + paceSlackMs;
  }
}

/** Only who is watched beats as often as this member does. */
function pacerAmong(links: Iterable<Link>, ownKey: number): Link | null {
  let pacer: Link | null = null;
  for (const link of links) {
    if (link.linked && link.watched && link.edge === 'up' && link.key < (pacer?.key ?? ownKey)) pacer = link;
  }
  return pacer;
}
