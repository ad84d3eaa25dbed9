import { Injectable, inject, signal } from '@angular/core';
import { SECOND_MS } from '@rapidvm/kernel';
import type { RapidError } from '@rapidvm/kernel';
import { TIMERS } from '@rapidvm/web-data-access';
import type { Tone } from '../state/state-look.ts';

export interface Toast {
  readonly id: number;
  readonly tone: Tone;
  readonly text: string;
  readonly hint?: string;
  /** Where to read more. */
  readonly link?: { readonly text: string; readonly path: readonly string[] };
}

export const TOAST_LIMITS = {
  /** More would cover the page. */
  maxShown: 4,
  /** Milliseconds a toast stays; a refusal stays until it is closed, because it must be read. */
  shownMs: 6 * SECOND_MS,
} as const;

/** Short messages about what was just asked for. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  readonly #timers = inject(TIMERS);
  readonly #shown = signal<readonly Toast[]>([]);
  readonly shown = this.#shown.asReadonly();
  #lastId = 0;

  /** Gives what `replace` takes. */
  show(toast: Omit<Toast, 'id'>): number {
    const shown = this.#timed(toast);
    this.#shown.update((before) => [...before, shown].slice(-TOAST_LIMITS.maxShown));
    return shown.id;
  }

  /** What an earlier message tells is over: the news stands in its place, or, where that one is gone, nowhere. */
  replace(id: number, toast: Omit<Toast, 'id'>): void {
    if (!this.#shown().some((one) => one.id === id)) return;
    const news = this.#timed(toast);
    this.#shown.update((before) => before.map((one) => (one.id === id ? news : one)));
  }

  refusal(what: string, error: RapidError): void {
    this.show({ tone: 'bad', text: `${what}: ${error.message}`, hint: error.hint });
  }

  close(id: number): void {
    this.#shown.update((before) => before.filter((toast) => toast.id !== id));
  }
  #timed(toast: Omit<Toast, 'id'>): Toast {
    const id = (this.#lastId += 1);
    if (toast.tone !== 'bad') this.#timers.after(TOAST_LIMITS.shownMs, () => this.close(id));
    return { ...toast, id };
  }
}
