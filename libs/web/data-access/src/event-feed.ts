import { DestroyRef, computed, effect, inject, signal } from '@angular/core';
import type { Signal } from '@angular/core';
import type { EventKind } from '@rapidvm/domain';
import type { RapidError } from '@rapidvm/kernel';
import type { EventView } from '@rapidvm/operations';
import { ApiClient } from './api/api-client.ts';
import { asRapidError } from './api/problem.ts';
import { WEB_LIMITS } from './limits.ts';
import { LiveStream } from './live/live-stream.ts';
import { mergeEvents } from './merge-events.ts';

export interface EventFilter {
  readonly subjectId?: string;
  readonly kinds?: readonly EventKind[];
}

/** A growing list of events, newest first: pages of the past on demand, new ones by push. Lives as long as its component. */
export class EventFeed {
  readonly #api = inject(ApiClient);
  readonly #events = signal<readonly EventView[]>([]);
  readonly #next = signal<string | null>(null);
  readonly #phase = signal<'loading' | 'ready'>('loading');
  readonly #error = signal<RapidError | null>(null);
  readonly #filter: Signal<EventFilter>;
  #reading = 0;
  readonly events = this.#events.asReadonly();
  readonly phase = this.#phase.asReadonly();
  readonly error = this.#error.asReadonly();
  readonly hasMore = computed(() => this.#next() !== null && this.#events().length < WEB_LIMITS.maxEvents);

  /** Call it where injection is possible. */
  constructor(filter: Signal<EventFilter>) {
    this.#filter = filter;
    const stop = inject(LiveStream).listen({
      opened: () => void this.#read(null),
      happened: (event) => this.#arrived(event),
      changed: () => undefined,
      refused: () => undefined,
    });
    inject(DestroyRef).onDestroy(stop);
    effect(() => {
      filter();
      this.#events.set([]);
      this.#next.set(null);
      this.#phase.set('loading');
      void this.#read(null);
    });
  }

  more(): void {
    void this.#read(this.#next());
  }

  retry(): void {
    void this.#read(null);
  }

  #arrived(event: EventView): void {
    const { subjectId, kinds } = this.#filter();
    if (subjectId !== undefined && event.subject.id !== subjectId) return;
    if (kinds !== undefined && kinds.length > 0 && !kinds.includes(event.kind)) return;
    this.#events.update((before) => mergeEvents(before, [event], WEB_LIMITS.maxEvents));
  }

  async #read(cursor: string | null): Promise<void> {
    const reading = (this.#reading += 1);
    const { subjectId, kinds } = this.#filter();
    try {
      const page = await this.#api.call('event.list', {
        limit: WEB_LIMITS.eventPage,
        ...(cursor === null ? {} : { cursor }),
        ...(subjectId === undefined ? {} : { subjectId }),
        ...(kinds === undefined || kinds.length === 0 ? {} : { kinds: [...kinds] }),
      });
      if (reading !== this.#reading) return;
      this.#events.update((before) => mergeEvents(before, page.items, WEB_LIMITS.maxEvents));
      if (cursor !== null || this.#next() === null) this.#next.set(page.nextCursor);
      this.#error.set(null);
    } catch (error) {
      if (reading === this.#reading) this.#error.set(asRapidError(error));
    }
    this.#phase.set('ready');
  }
}
