/** Doubt yourself first: how late this member itself has run lately. */
import { CATCH_UP_MS, MAX_EXTRA_SILENCE_MS, MAX_OWN_DELAYS, OWN_LAG_COVERED_MS, OWN_LAG_MEMORY_MS } from './limits.ts';

interface Delay {
  readonly lagMs: number;
  readonly atMs: number;
}

/**
 * A member that is held up, by a pause or by load, hears others late and must not blame them. What it is held up beyond the usual counts against
 * nobody, and while it is held up again and again it waits longer before it calls anybody silent. One pause alone makes it no more patient: who was
 * frozen and runs again notices what dies as soon as anybody. Short delays are no excuse, however many: what others sent meanwhile waits in the
 * kernel, and whoever of a busy machine's members forgave each of them would never notice anything.
 */
export class OwnHealth {
  /** The last delays, newest last. */
  readonly #delays: Delay[] = [];

  /** Notes that this member ran at `nowMs` though it meant to at `dueMs`. Returns by how much it was held up beyond the usual. */
  ran(dueMs: number, nowMs: number): number {
    const lag = nowMs - dueMs - OWN_LAG_COVERED_MS;
    if (!(lag > 0)) return 0;
    this.#delays.push({ lagMs: lag, atMs: nowMs });
    if (this.#delays.length > MAX_OWN_DELAYS) this.#delays.shift();
    return lag;
  }

  /** How much longer than usual a subject may be silent: twice the second worst delay that this member had lately, fading. */
  extraSilenceMs(nowMs: number): number {
    const [, second = 0] = this.#delays.map((delay) => weight(delay, nowMs)).sort((a, b) => b - a);
    return Math.min(MAX_EXTRA_SILENCE_MS, 2 * second);
  }

  /** For how long what is read at `nowMs` may have waited to be read: the whole of a delay that has just ended. */
  heldUpMs(nowMs: number): number {
    const last = this.#delays.at(-1);
    return last !== undefined && nowMs - last.atMs < CATCH_UP_MS ? last.lagMs : 0;
  }
}

function weight({ lagMs, atMs }: Delay, nowMs: number): number {
  return lagMs * Math.max(0, 1 - (nowMs - atMs) / OWN_LAG_MEMORY_MS);
}
