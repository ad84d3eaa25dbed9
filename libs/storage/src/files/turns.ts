/**
 * So many calls of a datastore's folder at once, so many waiting. A call of the file system that hangs keeps one of the few threads that the
 * agent has for all files: without a bound, one folder that hangs takes them all, and the agent can read and write nothing anywhere.
 */
import type { Timers } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import { FOLDER_CALL_TIMEOUT_MS, FOLDER_CALLS_AT_ONCE, FOLDER_CALLS_WAITING, FOLDER_TURN_TIMEOUT_MS } from '../limits.ts';
import { storageFailed } from '../storage-errors.ts';

type Turn = PromiseWithResolvers<void>;

export class Turns {
  readonly #datastore: string;
  readonly #timers: Timers;
  readonly #waiting = new Set<Turn>();
  #free: number = FOLDER_CALLS_AT_ONCE;

  constructor(datastore: string, timers: Timers) {
    this.#datastore = datastore;
    this.#timers = timers;
  }

  /**
   * Refuses `storage-failed` when `work`, or those before it, do not answer in time: it may then still be done, and keeps its place until it is.
   * Refuses `limit-exceeded`.
   */
  async take<T>(path: string, work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#wait(path);
    const answer = work().finally(() => this.#passOn());
    return this.#within(FOLDER_CALL_TIMEOUT_MS, path, answer);
  }

  async #wait(path: string): Promise<void> {
    if (this.#waiting.size >= FOLDER_CALLS_WAITING) throw tooMany(this.#datastore);
    const turn = Promise.withResolvers<void>();
    this.#waiting.add(turn);
    try {
      await this.#within(FOLDER_TURN_TIMEOUT_MS, path, turn.promise);
    } catch (error) {
      // Its turn came in the very moment it was given up: whoever is next takes it.
      if (!this.#waiting.delete(turn)) this.#passOn();
      throw error;
    }
  }

  async #within<T>(timeoutMs: number, path: string, answer: Promise<T>): Promise<T> {
    const overdue = Promise.withResolvers<never>();
    const timer = this.#timers.after(timeoutMs, () =>
      overdue.reject(storageFailed(this.#datastore, path, `no answer in ${timeoutMs} ms`)),
    );
    try {
      return await Promise.race([answer, overdue.promise]);
    } finally {
      timer.cancel();
    }
  }

  #passOn(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#free += 1;
    else {
      this.#waiting.delete(next);
      next.resolve();
    }
  }
}

function tooMany(datastore: string): RapidError<'limit-exceeded'> {
  const details = { limit: `calls that wait for datastore ${datastore}`, max: FOLDER_CALLS_WAITING, unit: 'calls' };
  return new RapidError(
    'limit-exceeded',
    `Too many calls wait for datastore ${datastore}`,
    details,
    'See whether it answers at all',
  );
}
