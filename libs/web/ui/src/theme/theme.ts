import { Injectable, effect, inject, signal } from '@angular/core';
import { Preferences } from '../layout/preferences.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEMES)[number];

/** Light, dark, or as the system has it. Every colour is a `light-dark()` pair, so one property on the root switches them all. */
@Injectable({ providedIn: 'root' })
export class Theme {
  readonly #preferences = inject(Preferences);
  readonly choice = signal<ThemeChoice>(THEMES.find((theme) => theme === this.#preferences.read('theme')) ?? 'system');

  constructor() {
    effect(() => {
      const choice = this.choice();
      document.documentElement.style.colorScheme = choice === 'system' ? 'light dark' : choice;
      this.#preferences.write('theme', choice);
    });
  }
}
