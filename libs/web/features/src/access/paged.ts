import { DestroyRef, computed, inject, signal } from '@angular/core';
import type { RapidError } from '@rapidvm/kernel';
import type { EventView, Page } from '@rapidvm/operations';
import { LiveStream, asRapidError } from '@rapidvm/web-data-access';

/** A list read page by page, and again when it may be out of date: for kinds of which rows are not pushed. Made where `inject` works. */
export class Paged<T> {
  readonly #rows = signal<readonly T[]>([]);
  readonly #next = signal<string | null>(null);
  readonly #phase = signal<'loading' | 'ready'>('loading');
  readonly #error = signal<RapidError | null>(null);
  readonly #read: (at: { cursor?: string }) => Promise<Page<T>>;
  readonly rows = this.#rows.asReadonly();
  readonly phase = this.#phase.asReadonly();
  readonly error = this.#error.asReadonly();
  readonly hasMore = computed(() => this.#next() !== null);

  #reading = 0;
  /** More than the first page is shown. */
  #isLong = false;

  /** `about`: what is listed, when events tell of it. */
  constructor(read: (at: { cursor?: string }) => Promise<Page<T>>, about: EventView['subject']['kind'] | null = null) {
    this.#read = read;
    const stop = inject(LiveStream).listen({
      opened: () => this.#again(),
      happened: ({ subject }) => {
        if (subject.kind === about) this.#again();
      },
      changed: () => undefined,
      refused: () => undefined,
    });
    inject(DestroyRef).onDestroy(stop);
    void this.reload();
  }

  async reload(): Promise<void> {
    await this.#take(null);
  }

  async more(): Promise<void> {
    const cursor = this.#next();
    if (cursor !== null) await this.#take(cursor);
  }

  /** Whoever reads on in older pages keeps them: nothing is taken away under the eyes. */
  #again(): void {
    if (!this.#isLong) void this.reload();
  }

  async #take(cursor: string | null): Promise<void> {
    const reading = (this.#reading += 1);
    try {
      const page = await this.#read(cursor === null ? {} : { cursor });
      if (reading !== this.#reading) return;
      this.#rows.update((before) => (cursor === null ? page.items : [...before, ...page.items]));
      this.#next.set(page.nextCursor);
      this.#error.set(null);
      this.#isLong = cursor !== null;
    } catch (error) {
      if (reading === this.#reading) this.#error.set(asRapidError(error));
    }
    this.#phase.set('ready');
  }
}
