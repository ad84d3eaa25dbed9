import { CdkVirtualScrollViewport, ScrollingModule } from '@angular/cdk/scrolling';
import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  afterNextRender,
  computed,
  inject,
  Injector,
  input,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { VmState } from '@rapidvm/domain';
import type { VmView } from '@rapidvm/operations';
import { Inventory } from '@rapidvm/web-data-access';
import {
  ActionButton,
  EmptyState,
  Icon,
  ProblemBox,
  ScreenWidth,
  Selection,
  Skeleton,
  SortHeader,
  StateBadge,
  VM_LOOK,
  ariaSort,
  heldOrder,
  parseSort,
  sortText,
} from '@rapidvm/web-ui';
import type { Sort } from '@rapidvm/web-ui';
import { queryState } from '../shared/query-state.ts';
import { ACTION_WORDS, verdictOnAll } from './vm-actions.ts';
import type { PowerAction } from './vm-actions.ts';
import { VmCommands } from './vm-commands.ts';
import { VmRow } from './vm-row.ts';
import { VM_SORT_KEYS, columnNeeds, stateCounts, vmRows } from './vm-rows.ts';
import type { VmSortKey } from './vm-rows.ts';

interface Row {
  readonly id: string;
  /** Undefined: deleted while the pointer kept its place. */
  readonly vm: VmView | undefined;
}

/** Heights in px that the style sheet gives a row and a card. */
const ROW_PX = 36;
const CARD_PX = 112;
/** Rows drawn out of sight, above and below: at least so many, and two more at a time, so that no frame has many to draw. */
const SPARE_ROWS = 8;
const SPARE_CARDS = 4;
/** Rows out of sight that are kept to be filled anew: more than a tall screen and its margins show. Fast scrolling then runs a quarter less script. */
const KEPT_ROWS = 120;

type Needs = ReturnType<typeof columnNeeds>;
const sameNeeds = (a: Needs, b: Needs): boolean => JSON.stringify(a) === JSON.stringify(b);

@Component({
  selector: 'rv-vm-list',
  imports: [
    ActionButton,
    EmptyState,
    Icon,
    MatButtonModule,
    ProblemBox,
    RouterLink,
    ScrollingModule,
    Skeleton,
    SortHeader,
    StateBadge,
    VmRow,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './vm-list.html',
  styleUrl: './vm-list.scss',
})
export class VmList {
  readonly #inventory = inject(Inventory);
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly #injector = inject(Injector);
  private readonly viewport = viewChild(CdkVirtualScrollViewport);
  protected readonly commands = inject(VmCommands);
  protected readonly narrow = inject(ScreenWidth).narrow;
  protected readonly setQuery = queryState();

  readonly q = input<string>();
  readonly state = input<string>();
  readonly host = input<string>();
  readonly sort = input<string>();

  protected readonly load = this.#inventory.vms.load;
  protected readonly total = this.#inventory.vms.count;
  protected readonly hosts = this.#inventory.hosts.all;
  protected readonly states = computed(() => (this.state() ?? '').split(',').filter((state) => state !== ''));
  protected readonly order = computed<Sort<VmSortKey>>(() => parseSort(this.sort(), VM_SORT_KEYS, { key: 'name', down: false }));
  protected readonly counts = computed(() => stateCounts(this.#inventory.vms.all()));
  /** Of all VMs, so that no filter moves the columns. */
  protected readonly needs = computed(() => columnNeeds(this.#inventory.vms.all()), { equal: sameNeeds });
  protected readonly filtered = computed(() => this.q() !== undefined || this.states().length > 0 || this.host() !== undefined);
  /** What was asked for last; a new question may move rows, the passing of time may not. */
  readonly #question = computed(() => [this.q(), this.state(), this.host(), this.sort()].join('\n'));
  protected readonly held = signal(false);
  readonly #wanted = computed(() => {
    const filter = { search: this.q() ?? '', states: this.states(), hostId: this.host() ?? null };
    return vmRows(this.#inventory.vms.all(), filter, this.order());
  });
  readonly #shown = linkedSignal<{ ids: readonly string[]; held: boolean; question: string }, readonly string[]>({
    source: () => ({ ids: this.#wanted().map((vm) => vm.id), held: this.held(), question: this.#question() }),
    computation: ({ ids, held, question }, previous) =>
      heldOrder(previous?.value ?? [], ids, held && previous?.source.question === question),
  });
  protected readonly rows = computed<readonly Row[]>(() => this.#shown().map((id) => ({ id, vm: this.#inventory.vms.get(id) })));
  protected readonly rowPx = computed(() => (this.narrow() ? CARD_PX : ROW_PX));

  protected readonly buffer = computed(() => {
    const spare = this.narrow() ? SPARE_CARDS : SPARE_ROWS;
    return { min: spare * this.rowPx(), max: (spare + 2) * this.rowPx() };
  });
  protected readonly keptRows = KEPT_ROWS;

  protected readonly selection = new Selection();
  protected readonly selected = computed(() => this.#wanted().filter((vm) => this.selection.has(vm.id)));
  protected readonly allSelected = computed(() => this.selected().length > 0 && this.selected().length === this.#wanted().length);

  protected readonly look = VM_LOOK;
  protected readonly ariaSort = ariaSort;
  protected readonly words = ACTION_WORDS;
  protected readonly bulkActions = ['start', 'stop', 'delete'] as const;
  protected readonly verdictOnAll = verdictOnAll;
  protected readonly byId = (_: number, row: Row): string => row.id;

  protected setSort(sort: Sort<VmSortKey>): void {
    this.setQuery({ sort: sortText(sort) === 'name' ? null : sortText(sort) });
  }

  protected toggleState(state: VmState): void {
    const states = this.states();
    this.setQuery({ state: (states.includes(state) ? states.filter((other) => other !== state) : [...states, state]).join(',') });
  }

  protected pickAll(on: boolean): void {
    this.selection.replace(on ? this.#wanted().map((vm) => vm.id) : []);
  }

  protected async actAll(action: PowerAction): Promise<void> {
    await this.commands.runAll(action, this.selected());
    this.pickAll(false);
  }

  protected retry(): void {
    this.#inventory.reload();
  }

  /** Focus went to something outside the list. */
  protected left(event: FocusEvent): void {
    const list = event.currentTarget;
    if (list instanceof HTMLElement && !(event.relatedTarget instanceof Node && list.contains(event.relatedTarget)))
      this.held.set(false);
  }

  /** Arrow keys go from row to row, scrolling as needed. */
  protected key(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-row]') : null;
    const from = Number(row?.dataset['row'] ?? Number.NaN);
    const to = from + step;
    if (step === 0 || Number.isNaN(from) || to < 0 || to >= this.rows().length) return;
    event.preventDefault();
    if (this.#focusRow(to)) return;
    this.viewport()?.scrollToIndex(step > 0 ? Math.max(0, to - 3) : to);
    afterNextRender({ read: () => this.#focusRow(to) }, { injector: this.#injector });
  }

  #focusRow(index: number): boolean {
    const link = this.#element.nativeElement.querySelector<HTMLElement>(`[data-row="${index}"] a`);
    link?.focus();
    return link !== null;
  }
}
