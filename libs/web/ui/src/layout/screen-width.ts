import { DestroyRef, Injectable, inject, signal } from '@angular/core';

/** Below this the tree is a drawer and tables are cards; the same number stands in the style sheets. */
const NARROW = '(max-width: 719.98px)';

@Injectable({ providedIn: 'root' })
export class ScreenWidth {
  readonly #query = matchMedia(NARROW);
  readonly #narrow = signal(this.#query.matches);
  readonly narrow = this.#narrow.asReadonly();

  constructor() {
    const changed = (event: MediaQueryListEvent): void => this.#narrow.set(event.matches);
    this.#query.addEventListener('change', changed);
    inject(DestroyRef).onDestroy(() => this.#query.removeEventListener('change', changed));
  }
}
