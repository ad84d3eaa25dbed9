import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Inventory } from '@rapidvm/web-data-access';
import {
  EmptyState,
  HOST_LOOK,
  ProblemBox,
  Skeleton,
  SortHeader,
  StateBadge,
  TimeAgo,
  ariaSort,
  parseSort,
  sortRows,
  sortText,
} from '@rapidvm/web-ui';
import type { Sort } from '@rapidvm/web-ui';
import { queryState } from '../shared/query-state.ts';
import { HostMeters } from './host-meters.ts';
import { vmsText } from './vms-text.ts';

const SORT_KEYS = ['name', 'state', 'vms', 'load'] as const;
type SortKey = (typeof SORT_KEYS)[number];

@Component({
  selector: 'rv-host-list',
  imports: [EmptyState, HostMeters, ProblemBox, RouterLink, Skeleton, SortHeader, StateBadge, TimeAgo],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './host-list.html',
})
export class HostList {
  readonly #inventory = inject(Inventory);
  readonly sort = input<string>();
  protected readonly setQuery = queryState();
  protected readonly load = this.#inventory.hosts.load;
  protected readonly order = computed<Sort<SortKey>>(() => parseSort(this.sort(), SORT_KEYS, { key: 'name', down: false }));
  protected readonly hosts = computed(() => {
    const { key, down } = this.order();
    return sortRows(
      this.#inventory.hosts.all(),
      (host) => ({ name: host.name, state: host.state, vms: host.vmCount, load: host.load?.load1 ?? null })[key],
      down,
    );
  });
  protected readonly vmsText = vmsText;
  protected readonly look = HOST_LOOK;
  protected readonly ariaSort = ariaSort;

  protected setSort(sort: Sort<SortKey>): void {
    this.setQuery({ sort: sortText(sort) });
  }

  protected retry(): void {
    this.#inventory.reload();
  }
}
