import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { Icon } from '../icons/icon.ts';
import { toggled } from './sort.ts';
import type { Sort } from './sort.ts';

/** The button in a column's head. The head itself carries aria-sort. */
@Component({
  selector: 'rv-sort',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<button type="button" [class.on]="on()" (click)="pick()">
    <ng-content />
    @if (on()) {
      <rv-icon [name]="sort().down ? 'sort-down' : 'sort-up'" />
    }
  </button>`,
  styles: `
    button {
      display: inline-flex;
      align-items: center;
      gap: 3px;
      padding: 2px 4px;
      margin: 0 -4px;
      border: 0;
      border-radius: 4px;
      background: none;
      color: inherit;
      font: inherit;
      cursor: pointer;
      --rv-icon-size: 12px;
    }
    @media (pointer: coarse) {
      button {
        justify-content: center;
        min-width: 44px;
        min-height: 44px;
      }
    }
    button:hover,
    .on {
      color: var(--rv-text);
    }
  `,
})
export class SortHeader<K extends string> {
  readonly key = input.required<K>();
  readonly sort = input.required<Sort<K>>();
  readonly sorted = output<Sort<K>>();
  protected readonly on = computed(() => this.sort().key === this.key());

  protected pick(): void {
    this.sorted.emit(toggled(this.sort(), this.key()));
  }
}

/** aria-sort of a column's head. */
export function ariaSort<K extends string>(sort: Sort<K>, key: K): 'ascending' | 'descending' | null {
  if (sort.key !== key) return null;
  return sort.down ? 'descending' : 'ascending';
}
