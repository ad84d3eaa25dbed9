import type { RapidError, Timer, Timers } from '@rapidvm/kernel';
import { asRapidError } from '../api/problem.ts';
import { WEB_LIMITS } from '../limits.ts';
import { CONNECTED, afterFailure } from '../live/reconnect-plan.ts';

export interface RefreshSource {
  /** Reads the whole list. */
  readonly readAll: () => Promise<void>;
  /** Reads these rows; null: this kind can only be read whole. */
  readonly readSome: ((ids: readonly string[]) => Promise<void>) | null;
  readonly onFailure: (error: RapidError) => void;
}

/**
 * Gathers changed ids and reads them together: at most one read is under way, so an older answer never lands on a newer one, and a busy
 * cluster costs a few requests a second. What failed to be read stays marked and is read again after a growing wait.
 */
export class Refresher {
  readonly #source: RefreshSource;
  readonly #timers: Timers;
  readonly #dirty = new Set<string>();
  #everything = false;
  #reading = false;
  #timer: Timer | null = null;
  #plan = CONNECTED;

  constructor(source: RefreshSource, timers: Timers) {
    this.#source = source;
    this.#timers = timers;
  }

  mark(id: string): void {
    this.#dirty.add(id);
    this.#later();
  }

  markAll(): void {
    this.#everything = true;
    this.#timer?.cancel();
    this.#timer = null;
    void this.#read();
  }

  forget(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#dirty.clear();
    this.#everything = false;
  }

  #later(waitMs: number = WEB_LIMITS.refreshDelayMs): void {
    if (this.#timer !== null || this.#reading) return;
    this.#timer = this.#timers.after(waitMs, () => {
      this.#timer = null;
      void this.#read();
    });
  }

  async #read(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    const ids = [...this.#dirty];
    const everything = this.#everything || this.#source.readSome === null || ids.length > WEB_LIMITS.refreshAllAbove;
    this.#dirty.clear();
    this.#everything = false;
    try {
      await (everything || this.#source.readSome === null ? this.#source.readAll() : inBatches(ids, this.#source.readSome));
    } catch (error) {
      for (const id of ids) this.#dirty.add(id);
      this.#everything ||= everything;
      this.#reading = false;
      const retry = afterFailure(this.#plan, 1);
      this.#plan = retry.plan;
      this.#later(retry.waitMs);
      // Last, because a refusal may end the session and with it all that was planned here.
      this.#source.onFailure(asRapidError(error));
      return;
    }
    this.#reading = false;
    this.#plan = CONNECTED;
    if (this.#everything) void this.#read();
    else if (this.#dirty.size > 0) this.#later();
  }
}

async function inBatches(ids: readonly string[], read: (ids: readonly string[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < ids.length; from += WEB_LIMITS.refreshIds) await read(ids.slice(from, from + WEB_LIMITS.refreshIds));
}
