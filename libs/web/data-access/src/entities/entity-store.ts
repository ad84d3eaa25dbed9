import { computed, signal } from '@angular/core';
import type { RapidError } from '@rapidvm/kernel';

export type LoadState = { readonly phase: 'loading' | 'ready' } | { readonly phase: 'failed'; readonly error: RapidError };

interface Row {
  readonly id: string;
}

/** Rows of one kind, patched in place: a row that did not change keeps its identity, so nothing that shows it is drawn again. */
export class EntityStore<T extends Row> {
  readonly #rows = signal<ReadonlyMap<string, T>>(new Map());
  readonly #load = signal<LoadState>({ phase: 'loading' });
  /** All rows, in no promised order. */
  readonly all = computed<readonly T[]>(() => [...this.#rows().values()]);
  readonly count = computed(() => this.#rows().size);
  readonly load = this.#load.asReadonly();

  get(id: string): T | undefined {
    return this.#rows().get(id);
  }

  /** The whole list as it is now: rows that are not in it are gone. */
  replaceAll(rows: readonly T[]): void {
    const before = this.#rows();
    this.#rows.set(new Map(rows.map((row) => [row.id, kept(before.get(row.id), row)])));
    this.#load.set({ phase: 'ready' });
  }

  /** The rows asked for by id: those that came are new or newer, those that did not are gone. */
  refreshed(asked: readonly string[], rows: readonly T[]): void {
    const next = new Map(this.#rows());
    const came = new Set(rows.map((row) => row.id));
    for (const id of asked) if (!came.has(id)) next.delete(id);
    for (const row of rows) next.set(row.id, kept(next.get(row.id), row));
    this.#rows.set(next);
  }

  /** Rows out of a command's answer: shown at once when new, but never over what was read since. */
  addMissing(rows: readonly T[]): void {
    const missing = rows.filter((row) => !this.#rows().has(row.id));
    if (missing.length > 0) this.#rows.update((before) => new Map([...before, ...missing.map((row) => [row.id, row] as const)]));
  }

  /** Keeps the newest `max` rows by id, which sort by the time they were made. */
  keepNewest(max: number): void {
    if (this.#rows().size <= max) return;
    const ids = [...this.#rows().keys()].sort().slice(-max);
    const before = this.#rows();
    this.#rows.set(new Map(ids.flatMap((id) => entry(before, id))));
  }

  failed(error: RapidError): void {
    if (this.#load().phase !== 'ready') this.#load.set({ phase: 'failed', error });
  }

  clear(): void {
    this.#rows.set(new Map());
    this.#load.set({ phase: 'loading' });
  }
}

function entry<T>(rows: ReadonlyMap<string, T>, id: string): [string, T][] {
  const row = rows.get(id);
  return row === undefined ? [] : [[id, row]];
}

function kept<T>(before: T | undefined, now: T): T {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now;
}
