import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Inventory, Session } from '@rapidvm/web-data-access';
import { Icon } from '@rapidvm/web-ui';
import type { IconName } from '@rapidvm/web-ui';
import { InventoryTree } from './inventory-tree.ts';

interface Place {
  readonly path: string;
  readonly text: string;
  readonly icon: IconName;
  readonly count: number | null;
}

@Component({
  selector: 'rv-side-panel',
  imports: [Icon, InventoryTree, RouterLink, RouterLinkActive],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (closable()) {
      <button type="button" class="rv-icon-button close" aria-label="Close the inventory" (click)="done.emit()">
        <rv-icon name="close" />
      </button>
    }
    <nav aria-label="Pages">
      @for (place of places(); track place.path) {
        <a [routerLink]="place.path" routerLinkActive="on" ariaCurrentWhenActive="page">
          <rv-icon [name]="place.icon" /><span>{{ place.text }}</span>
          @if (place.count !== null) {
            <span class="count">{{ place.count }}</span>
          }
        </a>
      }
    </nav>
    <rv-inventory-tree />
  `,
  styleUrl: './side-panel.scss',
})
export class SidePanel {
  readonly #inventory = inject(Inventory);
  readonly #session = inject(Session);
  readonly closable = input(false);
  readonly done = output();

  protected readonly places = computed<readonly Place[]>(() => {
    const { vms, hosts, images } = this.#inventory;
    const places: Place[] = [
      { path: '/vms', text: 'Virtual machines', icon: 'vm', count: known(vms) },
      { path: '/hosts', text: 'Hosts', icon: 'host', count: known(hosts) },
      { path: '/images', text: 'Images', icon: 'image', count: known(images) },
      { path: '/tasks', text: 'Tasks', icon: 'task', count: null },
      { path: '/events', text: 'Events', icon: 'event', count: null },
    ];
    if (this.#session.may('admin')) places.push({ path: '/access', text: 'Access', icon: 'access', count: null });
    return places;
  });
}

/** How many there are, once that is known. */
function known(store: Pick<Inventory['vms'], 'load' | 'count'>): number | null {
  return store.load().phase === 'ready' ? store.count() : null;
}
