/** What this member says of itself: its incarnation, raised whenever others hold it dead though it lives. */
import type { Rng } from '@rapidvm/kernel';
import { MAX_REFUTATION_DOUBLINGS, REFUTATION_STREAK_MS, REFUTATIONS_PER_LIFE } from './limits.ts';
import type { MembershipTimings } from './membership-timings.ts';

export class OwnWord {
  /** Tells this process from any other with the same identity. Never 0. */
  readonly nonce: number;
  readonly #timings: MembershipTimings;
  #incarnation: number;
  #refutedMs = -Infinity;
  #streak = 0;
  /** The highest life that is to be refuted; 0 for none. */
  #toRefute = 0;

  /** `life`: the start number of this host's agent, larger at each start. */
  constructor(life: number, timings: MembershipTimings, rng: Rng) {
    this.#incarnation = life * REFUTATIONS_PER_LIFE;
    this.#timings = timings;
    this.nonce = rng.bytes(4).reduce((value, byte) => value * 0x100 + byte, 0) || 1;
  }

  get incarnation(): number {
    return this.#incarnation;
  }

  /** Somebody holds me dead, or speaks in my name, in `incarnation`. */
  contest(incarnation: number): void {
    if (incarnation >= this.#incarnation) this.#toRefute = Math.max(this.#toRefute, incarnation);
  }

  /** When `refute` has something to do; Infinity for never. The first refutation is at once, those in a row come ever more slowly. */
  refuteAtMs(): number {
    if (this.#toRefute === 0) return Infinity;
    return this.#refutedMs + this.#timings.refuteMs * 2 ** Math.min(this.#streak, MAX_REFUTATION_DOUBLINGS);
  }

  /** Raises the incarnation above what is to be refuted, if it is time. Returns whether it did. */
  refute(nowMs: number): boolean {
    if (nowMs < this.refuteAtMs()) return false;
    this.#streak = nowMs - this.#refutedMs < REFUTATION_STREAK_MS ? this.#streak + 1 : 0;
    this.#refutedMs = nowMs;
    this.#incarnation = this.#toRefute + 1;
    this.#toRefute = 0;
    return true;
  }
}
