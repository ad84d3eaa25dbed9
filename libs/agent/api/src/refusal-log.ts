/** Bounds what callers that are let in nowhere can have written: any host of the cluster may knock as often as it likes. */
import type { LogFields, Logger, Timer, Timers } from '@rapidvm/kernel';
import { SECOND_MS } from '@rapidvm/kernel';
import { REFUSALS_TOLD_MS } from './limits.ts';

export class RefusalLog {
  readonly #timers: Timers;
  readonly #logger: Logger;
  #window: Timer | null = null;
  #untold = 0;

  constructor(timers: Timers, logger: Logger) {
    this.#timers = timers;
    this.#logger = logger;
  }

  /** The first one is logged at once; how many more there were, when the window is over. */
  refused(what: string, about: LogFields): void {
    if (this.#window !== null) {
      this.#untold += 1;
      return;
    }
    this.#logger.warn(what, about);
    this.#open();
  }

  close(): void {
    this.#window?.cancel();
    this.#tell();
  }

  #open(): void {
    this.#window = this.#timers.after(REFUSALS_TOLD_MS, () => {
      this.#window = null;
      if (this.#untold > 0) this.#open();
      this.#tell();
    });
  }

  #tell(): void {
    if (this.#untold === 0) return;
    this.#logger.warn('More callers that are not the controller were refused', {
      count: this.#untold,
      inSeconds: REFUSALS_TOLD_MS / SECOND_MS,
    });
    this.#untold = 0;
  }
}
