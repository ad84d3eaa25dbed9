import { Injectable } from '@angular/core';

/** Small choices of this person on this browser: theme, folded panels. Nothing that a link should carry — that is in the URL. */
@Injectable({ providedIn: 'root' })
export class Preferences {
  read(name: string): string | null {
    try {
      return localStorage.getItem(`rapidvm.${name}`);
    } catch {
      // Storage is switched off in this browser; choices then last as long as the page.
      return null;
    }
  }

  write(name: string, value: string): void {
    try {
      localStorage.setItem(`rapidvm.${name}`, value);
    } catch {
      // As above: nothing to keep it in.
      return;
    }
  }
}
