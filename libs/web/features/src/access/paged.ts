import { computed, signal } from '@angular/core';
import type { RapidError } from '@rapidvm/kernel';
import type { Page } from '@rapidvm/operations';
import { asRapidError } from '@rapidvm/web-data-access';

/** A list read page by page when asked for; for pages that do not live by push. */
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

  constructor(read: (at: { cursor?: string }) => Promise<Page<T>>) {
    this.#read = read;
    void this.reload();
  }

  async reload(): Promise<void> {
    await this.#take(null);
  }

  async more(): Promise<void> {
    const cursor = this.#next();
    if (cursor !== null) await this.#take(cursor);
  }

  async #take(cursor: string | null): Promise<void> {
    try {
      const page = await this.#read(cursor === null ? {} : { cursor });
      this.#rows.update((before) => (cursor === null ? page.items : [...before, ...page.items]));
      this.#next.set(page.nextCursor);
      this.#error.set(null);
    } catch (error) {
      this.#error.set(asRapidError(error));
    }
    this.#phase.set('ready');
  }
}
