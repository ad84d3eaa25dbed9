/** Doubt yourself first: how late this member itself has run lately. */
import { CATCH_UP_MS, MAX_EXTRA_SILENCE_MS, OWN_LAG_COVERED_MS, OWN_LAG_MEMORY_MS } from './limits.ts';

/**
 * A member that is held up, by a pause or by load, hears others late and must not blame them. What it is held up beyond the usual counts against
 * nobody, and for a while after it waits longer before it calls anybody silent. Short delays are no excuse, however many: what others sent
 * meanwhile waits in the kernel, and whoever of a busy machine's members forgave each of them would never notice anything.
 */
export class OwnHealth {
  #worstLagMs = 0;
  #worstAtMs = -Infinity;
  #lastLagMs = 0;
  #lastAtMs = -Infinity;

  /** Notes that this member ran at `nowMs` though it meant to at `dueMs`. Returns by how much it was held up beyond the usual. */
  ran(dueMs: number, nowMs: number): number {
    const lag = nowMs - dueMs - OWN_LAG_COVERED_MS;
    if (!(lag > 0)) return 0;
    this.#lastLagMs = lag;
    this.#lastAtMs = nowMs;
    if (lag >= this.#weight(nowMs)) {
      this.#worstLagMs = lag;
      this.#worstAtMs = nowMs;
    }
    return lag;
  }

  /** How much longer than usual a subject may be silent: twice the worst that this member was held up lately, fading. */
  extraSilenceMs(nowMs: number): number {
    return Math.min(MAX_EXTRA_SILENCE_MS, 2 * this.#weight(nowMs));
  }

  /** For how long what is read at `nowMs` may have waited to be read: the whole of a delay that has just ended. */
  heldUpMs(nowMs: number): number {
    return nowMs - this.#lastAtMs < CATCH_UP_MS ? this.#lastLagMs : 0;
  }

  #weight(nowMs: number): number {
    return this.#worstLagMs * Math.max(0, 1 - (nowMs - this.#worstAtMs) / OWN_LAG_MEMORY_MS);
  }
}
