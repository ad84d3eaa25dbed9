/** Bounds what callers whom nobody knows can have written: each refusal is a row, kept for a year, and they need no rights to cause it. */
import type { AppDeps } from '../deps.ts';
import { APP_LIMITS } from '../limits.ts';

export class StrangerCount {
  readonly #deps: Pick<AppDeps, 'clock' | 'logger'>;
  #count = 0;
  /** Monotonic milliseconds. */
  #until = 0;

  constructor(deps: Pick<AppDeps, 'clock' | 'logger'>) {
    this.#deps = deps;
  }

  /** Counts one more refusal. False: there were too many in this window for it to be written down; the first of them is logged. */
  isAudited(): boolean {
    const now = this.#deps.clock.monotonic();
    if (now >= this.#until) {
      this.#count = 0;
      this.#until = now + APP_LIMITS.strangersWindowMs;
    }
    this.#count += 1;
    if (this.#count === APP_LIMITS.strangersAudited + 1) {
      const waitMs = this.#until - now;
      this.#deps.logger.warn('too many refusals of unknown callers: no more of them are audited for a while', { waitMs });
    }
    return this.#count <= APP_LIMITS.strangersAudited;
  }
}
