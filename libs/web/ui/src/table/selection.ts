import { signal } from '@angular/core';

/** Which rows of a list are ticked. */
export class Selection {
  readonly #ids = signal<ReadonlySet<string>>(new Set());

  has(id: string): boolean {
    return this.#ids().has(id);
  }

  set(id: string, on: boolean): void {
    const ids = new Set(this.#ids());
    if (on) ids.add(id);
    else ids.delete(id);
    this.#ids.set(ids);
  }

  replace(ids: readonly string[]): void {
    this.#ids.set(new Set(ids));
  }
}
