import { CdkTrapFocus } from '@angular/cdk/a11y';
import { ChangeDetectionStrategy, Component, DestroyRef, computed, inject, signal } from '@angular/core';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { Inventory } from '@rapidvm/web-data-access';
import { Preferences, ScreenWidth } from '@rapidvm/web-ui';
import { SidePanel } from './side-panel.ts';
import { StaleBanner } from './stale-banner.ts';
import { TaskPanel } from './task-panel.ts';
import { TopBar } from './top-bar.ts';

/** The workbench: inventory on the left, pages on the right, tasks at the bottom. On a phone the inventory is a drawer. */
@Component({
  selector: 'rv-shell',
  imports: [CdkTrapFocus, RouterOutlet, SidePanel, StaleBanner, TaskPanel, TopBar],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '(document:keydown)': 'shortcut($event)', '(document:keydown.escape)': 'drawerOpen.set(false)' },
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  readonly #preferences = inject(Preferences);
  readonly #inventory = inject(Inventory);
  readonly narrow = inject(ScreenWidth).narrow;
  protected readonly drawerOpen = signal(false);
  protected readonly sideHidden = signal(this.#preferences.read('side') === 'hidden');
  protected readonly showSide = computed(() => !this.narrow() && !this.sideHidden());

  constructor() {
    this.#inventory.start();
    inject(DestroyRef).onDestroy(() => this.#inventory.stop());
    const moved = inject(Router).events.subscribe((event) => {
      if (event instanceof NavigationEnd) this.drawerOpen.set(false);
    });
    inject(DestroyRef).onDestroy(() => moved.unsubscribe());
  }

  protected toggleSide(): void {
    if (this.narrow()) return this.drawerOpen.update((open) => !open);
    this.sideHidden.update((hidden) => !hidden);
    this.#preferences.write('side', this.sideHidden() ? 'hidden' : 'shown');
  }

  /** The skip link must not go through the router, which would take `#main` for a page. */
  protected skip(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
  }

  /** `/` goes to the search field of the page, or else of the inventory. */
  protected shortcut(event: KeyboardEvent): void {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const search =
      document.querySelector<HTMLInputElement>('main [data-search]') ?? document.querySelector<HTMLInputElement>('[data-search]');
    if (search === null) return;
    event.preventDefault();
    search.focus();
    search.select();
  }
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.matches('input, textarea, select, canvas') || target.closest('[data-console]') !== null)
  );
}
