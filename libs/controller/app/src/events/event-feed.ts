/**
 * Events from a cursor on, then live, for any number of subscribers. Pull-based: nothing is queued for a slow one; it reads on from its own
 * cursor when it is ready, from memory or, further behind, from the database. Hints say that an object changed without an event.
 */
import type { SubjectKind } from '@rapidvm/domain';
import { RapidError } from '@rapidvm/kernel';
import type { EventView } from '@rapidvm/operations';
import { APP_LIMITS } from '../limits.ts';
import type { Database } from '../ports/index.ts';
import { toEventView } from '../views.ts';
import { RecentEvents } from './recent-events.ts';

export interface ChangedSubject {
  readonly kind: SubjectKind;
  readonly id: string;
}

export type FeedMessage =
  | { readonly kind: 'event'; readonly event: EventView }
  /** Something about this object changed without an event (its load): fetch it again. */
  | { readonly kind: 'changed'; readonly subject: ChangedSubject };

export class EventFeed {
  readonly #recent: RecentEvents;
  readonly #subscribers = new Set<Subscriber>();
  readonly #stop: () => void;

  constructor(database: Pick<Database, 'read' | 'onEvents'>) {
    this.#recent = new RecentEvents(database.read.events);
    this.#stop = database.onEvents(() => this.#wake());
  }

  /**
   * Every event after the cursor (absent, or never given, as after a restore of the database: only new ones), then each as it happens, until
   * `signal` aborts. Refuses `limit-exceeded`.
   */
  async *follow(after: number | undefined, signal: AbortSignal): AsyncGenerator<FeedMessage> {
    const subscriber = this.#join(signal);
    try {
      const latest = await this.#recent.latestCursor();
      let cursor = Math.min(after ?? latest, latest);
      while (!signal.aborted) {
        subscriber.settle();
        const events = await this.#recent.after(cursor);
        for (const event of events) {
          cursor = event.cursor;
          yield { kind: 'event', event: toEventView(event) };
          if (signal.aborted) return;
        }
        for (const subject of subscriber.takeHints()) yield { kind: 'changed', subject };
        if (events.length === 0) await subscriber.woken();
      }
    } finally {
      this.#subscribers.delete(subscriber);
      subscriber.close();
    }
  }

  async latestCursor(): Promise<number> {
    return this.#recent.latestCursor();
  }

  hint(subject: ChangedSubject): void {
    for (const subscriber of this.#subscribers) subscriber.hint(subject);
  }

  get subscribers(): number {
    return this.#subscribers.size;
  }

  close(): void {
    this.#stop();
    this.#wake();
  }

  #join(signal: AbortSignal): Subscriber {
    if (this.#subscribers.size >= APP_LIMITS.subscribers) {
      const details = { limit: 'subscribers of events', max: APP_LIMITS.subscribers, unit: 'streams' };
      throw new RapidError(
        'limit-exceeded',
        'Too many streams of events are open',
        details,
        'Close one, or ask for pages of events instead',
      );
    }
    const subscriber = new Subscriber(signal);
    this.#subscribers.add(subscriber);
    return subscriber;
  }

  #wake(): void {
    this.#recent.stale();
    for (const subscriber of this.#subscribers) subscriber.wake();
  }
}

class Subscriber {
  readonly #hints = new Map<string, ChangedSubject>();
  readonly #signal: AbortSignal;
  readonly #onAbort = (): void => this.wake();
  #news = false;
  #waiting: (() => void) | undefined;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  close(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
  }

  /** What comes from now on is news again. */
  settle(): void {
    this.#news = false;
  }

  wake(): void {
    this.#news = true;
    this.#waiting?.();
  }

  hint(subject: ChangedSubject): void {
    const key = `${subject.kind} ${subject.id}`;
    const oldest = this.#hints.keys().next();
    if (this.#hints.size >= APP_LIMITS.hintsPerSubscriber && !this.#hints.has(key) && oldest.done !== true)
      this.#hints.delete(oldest.value);
    this.#hints.set(key, subject);
    this.wake();
  }

  takeHints(): readonly ChangedSubject[] {
    const hints = [...this.#hints.values()];
    this.#hints.clear();
    return hints;
  }

  async woken(): Promise<void> {
    if (this.#news || this.#signal.aborted) return;
    await new Promise<void>((resolve) => (this.#waiting = resolve));
    this.#waiting = undefined;
  }
}
