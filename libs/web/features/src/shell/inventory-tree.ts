import { CdkVirtualScrollViewport, ScrollingModule } from '@angular/cdk/scrolling';
import { ChangeDetectionStrategy, Component, computed, effect, inject, signal, untracked, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { Inventory } from '@rapidvm/web-data-access';
import { Icon, Preferences, ScreenWidth, StateBadge, treeKey, treeRows } from '@rapidvm/web-ui';
import type { TreeRow } from '@rapidvm/web-ui';
import { filter, map } from 'rxjs';
import { inventoryNodes } from './inventory-nodes.ts';
import type { InventoryNode } from './inventory-nodes.ts';

/** Hosts and their VMs. One stop for Tab; arrows move in it (aria-activedescendant, because most rows are not drawn). */
@Component({
  selector: 'rv-inventory-tree',
  imports: [Icon, ScrollingModule, StateBadge],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'region', 'aria-labelledby': 'inventory-title' },
  templateUrl: './inventory-tree.html',
  styleUrl: './inventory-tree.scss',
})
export class InventoryTree {
  readonly #inventory = inject(Inventory);
  readonly #router = inject(Router);
  readonly #preferences = inject(Preferences);
  private readonly viewport = viewChild(CdkVirtualScrollViewport);
  readonly #closed = signal<ReadonlySet<string>>(new Set(this.#preferences.read('tree-closed')?.split(',')));
  readonly #url = toSignal(
    this.#router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map((event) => event.urlAfterRedirects),
    ),
    { initialValue: this.#router.url },
  );
  readonly #narrow = inject(ScreenWidth).narrow;
  protected readonly rowPx = computed(() => (this.#narrow() ? TOUCH_ROW_PX : ROW_PX));
  protected readonly search = signal('');
  protected readonly load = this.#inventory.hosts.load;
  readonly #nodes = computed(() => inventoryNodes(this.#inventory.hosts.all(), this.#inventory.vms.all(), this.search()));
  protected readonly rows = computed(() => treeRows(this.#nodes(), (id) => this.search() !== '' || !this.#closed().has(id)));
  readonly #activeId = signal<string | null>(null);
  /** Id in the URL: the thing whose page is open. */
  protected readonly openId = computed(() => /^\/(?:vms|hosts)\/([^/?#]+)/.exec(this.#url())?.[1] ?? null);
  /** Row that the keys act on: the one chosen last, else the open one, else the first. */
  protected readonly active = computed(() => {
    const wanted = this.#activeId() ?? this.openId();
    return Math.max(
      0,
      this.rows().findIndex((row) => row.node.id === wanted),
    );
  });
  protected readonly activeElement = computed(() => {
    const row = this.rows()[this.active()];
    return row === undefined ? null : elementId(row.node.id);
  });

  constructor() {
    // The page that is open is in sight in the tree, from the first load on and after every way to another page.
    const shown = computed(() => (this.rows().some((row) => row.node.id === this.openId()) ? this.openId() : null));
    effect(() => {
      const id = shown();
      if (this.viewport() === undefined || id === null) return;
      // The viewport measures itself in the frame after it got its rows.
      requestAnimationFrame(() => this.#reveal(untracked(this.rows).findIndex((row) => row.node.id === id)));
    });
  }

  protected readonly elementId = elementId;
  protected readonly byId = (_: number, row: TreeRow<InventoryNode>): string => row.node.id;

  protected key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = treeKey(event.key, this.rows(), this.active());
    if (move === null) return;
    event.preventDefault();
    if (move.kind === 'go') return this.#go(move.index);
    if (move.kind === 'choose') return this.#choose(move.id);
    this.#fold(move.id, move.kind === 'close');
  }

  /** One listener for all rows: a row is not a stop of its own for the keyboard, the tree is. */
  protected click(event: Event): void {
    const target = event.target instanceof Element ? event.target : null;
    const row = this.rows()[Number(target?.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? Number.NaN)];
    if (row === undefined) return;
    this.#activeId.set(row.node.id);
    if (row.node.children.length > 0 && target?.closest('.twisty')) this.#fold(row.node.id, row.expanded);
    else this.#choose(row.node.id);
  }

  #go(index: number): void {
    this.#activeId.set(this.rows()[index]?.node.id ?? null);
    this.#reveal(index);
  }

  #reveal(index: number): void {
    const viewport = this.viewport();
    if (viewport === undefined) return;
    const { start, end } = visibleRows(viewport, this.rowPx());
    if (index <= start || index >= end - 1) viewport.scrollToIndex(Math.max(0, index - Math.floor((end - start) / 2)));
  }

  #choose(id: string): void {
    const row = this.rows().find((candidate) => candidate.node.id === id);
    if (row === undefined) return;
    if (row.node.path === null) this.#fold(id, row.expanded);
    else void this.#router.navigate([...row.node.path]);
  }

  #fold(id: string, close: boolean): void {
    const closed = new Set(this.#closed());
    if (close) closed.add(id);
    else closed.delete(id);
    this.#closed.set(closed);
    this.#preferences.write('tree-closed', [...closed].join(','));
  }
}

/** Heights in px that the style sheet gives a row: under a mouse, and in the drawer of a phone. */
const ROW_PX = 28;
const TOUCH_ROW_PX = 44;
const elementId = (id: string): string => `tree-${id}`;

function visibleRows(viewport: CdkVirtualScrollViewport, rowPx: number): { readonly start: number; readonly end: number } {
  const start = Math.ceil(viewport.measureScrollOffset() / rowPx);
  return { start, end: start + Math.floor(viewport.getViewportSize() / rowPx) };
}
