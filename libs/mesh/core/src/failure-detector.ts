/** The port of the failure detector, and the thin one behind it: silence. Times are monotonic milliseconds of this member. */

/** never: no sign of life since it was first watched. seen: heard lately. not-seen: silent for too long; a hint, never a proof of death. */
export type Liveness =
  | { readonly state: 'never' }
  | { readonly state: 'seen'; readonly lastHeardMs: number }
  | { readonly state: 'not-seen'; readonly lastHeardMs: number };

/** Says who is alive. `K` names what is watched. Implementations do no I/O and take time as a parameter. */
export interface FailureDetector<K extends string> {
  /** Takes note of a sign of life. */
  heard(subject: K, nowMs: number): void;
  /** To be called steadily, about each `tickMs` that it was made with: how it learns that this member itself was held up. */
  tick(nowMs: number): void;
  liveness(subject: K, nowMs: number): Liveness;
  /** Forgets every subject that `isMember` says no to. */
  retain(isMember: (subject: K) => boolean): void;
}

export interface SilenceOptions {
  /** A subject not heard for longer than this is not seen. */
  readonly silenceMs: number;
  /** How often `tick` is called. */
  readonly tickMs: number;
}

/** A tick later than this many periods means that this member was paused, not the others. */
const LATE_TICKS = 2;

/** Not heard for `silenceMs`: not seen. Time in which this member itself did not run counts against nobody. */
export class SilenceDetector<K extends string> implements FailureDetector<K> {
  /** When each was heard, on a clock that stands still while this member does. */
  readonly #lastHeard = new Map<K, number>();
  readonly #options: SilenceOptions;
  #lastTick: number | undefined;
  /** How long this member was held up since it began, so far as its ticks tell. */
  #paused = 0;

  constructor(options: SilenceOptions) {
    this.#options = options;
  }

  heard(subject: K, nowMs: number): void {
    this.tick(nowMs);
    this.#lastHeard.set(subject, nowMs - this.#paused);
  }

  tick(nowMs: number): void {
    this.#paused += this.#late(nowMs);
    this.#lastTick = nowMs;
  }

  liveness(subject: K, nowMs: number): Liveness {
    const heard = this.#lastHeard.get(subject);
    if (heard === undefined) return { state: 'never' };
    const lastHeardMs = heard + this.#paused + this.#late(nowMs);
    return { state: nowMs - lastHeardMs > this.#options.silenceMs ? 'not-seen' : 'seen', lastHeardMs };
  }

  retain(isMember: (subject: K) => boolean): void {
    for (const subject of this.#lastHeard.keys()) {
      if (!isMember(subject)) this.#lastHeard.delete(subject);
    }
  }

  /** How much later than it should this member runs at `nowMs`; 0 for the usual jitter. */
  #late(nowMs: number): number {
    if (this.#lastTick === undefined) return 0;
    const sinceTick = nowMs - this.#lastTick;
    return sinceTick > LATE_TICKS * this.#options.tickMs ? sinceTick - this.#options.tickMs : 0;
  }
}
