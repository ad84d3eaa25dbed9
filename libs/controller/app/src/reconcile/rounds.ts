/** Runs one piece of work again and again: at an interval and whenever woken, never twice at once, after a failure with a growing pause. */
import type { Logger, Timer, Timers } from '@rapidvm/kernel';
import { RECONCILE } from '../limits.ts';

export interface RoundsOptions {
  readonly name: string;
  readonly intervalMs: number;
  readonly work: () => Promise<void>;
  readonly timers: Timers;
  readonly logger: Logger;
}

export class Rounds {
  readonly #options: RoundsOptions;
  #timer: Timer | undefined;
  #running: Promise<void> | undefined;
  #wanted = false;
  #failures = 0;
  #stopped = true;

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stopped = false;
    this.wake();
  }

  /** Runs soon; while it runs, it runs once more afterwards. */
  wake(): void {
    if (this.#stopped) return;
    this.#wanted = true;
    if (this.#failures > 0 || this.#running !== undefined) return;
    this.#begin();
  }

  /** Resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    await this.#running;
  }

  #begin(): void {
    this.#timer?.cancel();
    this.#wanted = false;
    this.#running = this.#once().then((pauseMs) => this.#next(pauseMs));
  }

  /** How long to wait before the next round. */
  async #once(): Promise<number> {
    const { name, work, logger, intervalMs } = this.#options;
    try {
      await work();
      this.#failures = 0;
      return this.#wanted ? 0 : intervalMs;
    } catch (error) {
      const pauseMs = Math.min(RECONCILE.retryLongestMs, RECONCILE.retryFirstMs * 2 ** this.#failures);
      this.#failures += 1;
      logger.error('a reconciler failed and will try again', error, { reconciler: name, pauseMs });
      return pauseMs;
    }
  }

  #next(pauseMs: number): void {
    this.#running = undefined;
    if (this.#stopped) return;
    if (this.#wanted && this.#failures === 0) this.#begin();
    else this.#timer = this.#options.timers.after(pauseMs, () => this.#begin());
  }
}
