/** The newest events, kept in memory so that a hundred subscribers cost one query. Complete for every cursor from `from` on. */
import type { DomainEvent } from '@rapidvm/domain';
import type { EventStore } from '../ports/index.ts';
import { APP_LIMITS } from '../limits.ts';

export class RecentEvents {
  readonly #store: Pick<EventStore, 'after' | 'latestCursor'>;
  readonly #capacity: number;
  #events: DomainEvent[] = [];
  /** Every event after this cursor, up to the newest one read, is in memory. Undefined: nothing was read yet. */
  #from: number | undefined;
  #reading: Promise<void> | undefined;

  constructor(store: Pick<EventStore, 'after' | 'latestCursor'>, capacity: number = APP_LIMITS.recentEvents) {
    this.#store = store;
    this.#capacity = capacity;
  }

  /** Oldest first, after `cursor`, at most a batch; who is too far behind reads from the database. Empty: there is none yet. */
  async after(cursor: number): Promise<readonly DomainEvent[]> {
    await this.#readNew();
    if (this.#from === undefined || cursor < this.#from) return this.#store.after(cursor, APP_LIMITS.eventBatch);
    const first = this.#events.findIndex((event) => event.cursor > cursor);
    return first === -1 ? [] : this.#events.slice(first, first + APP_LIMITS.eventBatch);
  }

  async latestCursor(): Promise<number> {
    return this.#store.latestCursor();
  }

  /** Something was committed: what is in memory is no longer all there is. */
  stale(): void {
    this.#reading = undefined;
  }

  /** One read at a time serves all who ask meanwhile. */
  #readNew(): Promise<void> {
    this.#reading ??= this.#read().catch((error: unknown) => {
      this.#reading = undefined;
      throw error;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    this.#from ??= await this.#store.latestCursor();
    for (;;) {
      const newest = this.#events.at(-1)?.cursor ?? this.#from;
      const batch = await this.#store.after(newest, APP_LIMITS.eventBatch);
      // Another read may have been quicker: only what is newer than the newest goes in.
      const last = this.#events.at(-1)?.cursor ?? this.#from;
      this.#events.push(...batch.filter((event) => event.cursor > last));
      this.#trim();
      if (batch.length < APP_LIMITS.eventBatch) return;
    }
  }

  #trim(): void {
    const surplus = this.#events.length - this.#capacity;
    if (surplus <= 0) return;
    this.#from = this.#events[surplus - 1]?.cursor ?? this.#from;
    this.#events = this.#events.slice(surplus);
  }
}
