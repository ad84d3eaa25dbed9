/**
 * Tells a server that answers nothing (frozen, its host hung, its disk stuck) from one that is busy with a long statement: while statements are
 * under way, a trivial one on a connection of its own must be answered. When it is not, everybody who waits hears `unavailable` now and
 * not after the long statement's own limit, and nobody else has to wait until the server answers again.
 */
import type { Logger, Timer, Timers } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import { PULSE_EVERY_MS, PULSE_TIMEOUT_MS } from '../limits.ts';

export class Pulse {
  /** Asks the server for a sign of life; null when there is no connection to ask on. */
  readonly #ask: () => Promise<unknown> | null;
  readonly #timers: Timers;
  readonly #logger: Logger;
  readonly #waiting = new Set<(refusal: RapidError) => void>();
  #next: Timer | null = null;
  #asking = false;
  #silent = false;

  constructor(ask: () => Promise<unknown> | null, timers: Timers, logger: Logger) {
    this.#ask = ask;
    this.#timers = timers;
    this.#logger = logger;
  }

  /** What `work` gives. Refuses `unavailable` when the server falls silent meanwhile; `work` then goes on unheard. */
  async unlessSilent<T>(work: () => Promise<T>): Promise<T> {
    if (this.#silent) throw silence();
    const { promise, reject } = Promise.withResolvers<never>();
    this.#waiting.add(reject);
    this.#arm();
    try {
      return await Promise.race([work(), promise]);
    } finally {
      this.#waiting.delete(reject);
      if (this.#waiting.size === 0) this.#rest();
    }
  }

  #arm(): void {
    if (this.#next !== null || this.#asking) return;
    this.#next = this.#timers.after(PULSE_EVERY_MS, () => {
      this.#next = null;
      this.#feel();
    });
  }

  #rest(): void {
    this.#next?.cancel();
    this.#next = null;
  }

  #feel(): void {
    const answer = this.#ask();
    if (answer === null) {
      // Statements without a connection fail by themselves.
      if (this.#waiting.size > 0) this.#arm();
      return;
    }
    this.#asking = true;
    const late = this.#timers.after(PULSE_TIMEOUT_MS, () => this.#fallSilent());
    const heard = (): void => {
      late.cancel();
      this.#asking = false;
      if (this.#silent) this.#logger.info('the database answers again');
      this.#silent = false;
      if (this.#waiting.size > 0) this.#arm();
    };
    // A connection that broke is an answer as well: the next statement finds out by itself.
    answer.then(heard, heard);
  }

  #fallSilent(): void {
    this.#silent = true;
    this.#logger.warn('the database does not answer', { afterMs: PULSE_TIMEOUT_MS, waiting: this.#waiting.size });
    for (const refuse of this.#waiting) refuse(silence());
  }
}

function silence(): RapidError<'unavailable'> {
  return new RapidError(
    'unavailable',
    'The database does not answer',
    { what: 'the database', cause: `no sign of life for ${PULSE_TIMEOUT_MS / 1000} s` },
    'Try again in a few seconds; if it lasts, look at the database server’s processes and disk',
  );
}
