/** Doubt yourself first: how late this member itself has run lately, and how often it was doubted. */
import { MAX_EXTRA_SILENCE_MS, OWN_LAG_MEMORY_MS, OWN_LAG_NOTICED_MS } from './limits.ts';

/**
 * A member that is held up, by a pause or by load, hears others late and must not blame them. The time in which it did not run counts against
 * nobody, and for a while after it waits longer before it calls anybody silent.
 */
export class OwnHealth {
  #worstLagMs = 0;
  #worstAtMs = -Infinity;

  /** Notes that this member ran at `nowMs` though it meant to at `dueMs`. Returns by how much it was held up, 0 for the usual jitter. */
  ran(dueMs: number, nowMs: number): number {
    const lag = nowMs - dueMs;
    if (!(lag > OWN_LAG_NOTICED_MS)) return 0;
    if (lag >= this.#weight(nowMs)) {
      this.#worstLagMs = lag;
      this.#worstAtMs = nowMs;
    }
    return lag;
  }

  /** How much longer than usual a subject may be silent: twice the worst recent delay of this member, fading. */
  extraSilenceMs(nowMs: number): number {
    return Math.min(MAX_EXTRA_SILENCE_MS, 2 * this.#weight(nowMs));
  }

  #weight(nowMs: number): number {
    return this.#worstLagMs * Math.max(0, 1 - (nowMs - this.#worstAtMs) / OWN_LAG_MEMORY_MS);
  }
}
