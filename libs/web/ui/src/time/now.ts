import { DestroyRef, Injectable, inject, signal } from '@angular/core';
import { SECOND_MS } from '@rapidvm/kernel';
import { CLOCK, TIMERS } from '@rapidvm/web-data-access';

/** The time, told once a second to all who show how long ago something was. */
@Injectable({ providedIn: 'root' })
export class Now {
  readonly #clock = inject(CLOCK);
  readonly #timers = inject(TIMERS);
  readonly #millis = signal(this.#clock.now());
  readonly millis = this.#millis.asReadonly();
  #stopped = false;

  constructor() {
    inject(DestroyRef).onDestroy(() => (this.#stopped = true));
    this.#tick();
  }

  #tick(): void {
    this.#timers.after(SECOND_MS, () => {
      if (this.#stopped) return;
      this.#millis.set(this.#clock.now());
      this.#tick();
    });
  }
}
