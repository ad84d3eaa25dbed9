import type { VmState } from '@rapidvm/domain';
import type { VmView } from '@rapidvm/operations';
import { sortRows } from '@rapidvm/web-ui';
import type { Sort } from '@rapidvm/web-ui';

export const VM_SORT_KEYS = ['name', 'state', 'host', 'cpus', 'memory', 'image', 'since'] as const;
export type VmSortKey = (typeof VM_SORT_KEYS)[number];

export interface VmFilter {
  readonly search: string;
  /** Empty: all. */
  readonly states: readonly string[];
  readonly hostId: string | null;
}

const VALUE: Readonly<Record<VmSortKey, (vm: VmView) => string | number | null>> = {
  name: (vm) => vm.name,
  state: (vm) => vm.state,
  host: (vm) => vm.hostName,
  cpus: (vm) => vm.cpus,
  memory: (vm) => vm.memoryMiB,
  image: (vm) => vm.imageName,
  since: (vm) => vm.since,
};

/** Part of the name, or of a label written `key=value`. */
function has(vm: VmView, text: string): boolean {
  if (text === '' || vm.name.toLowerCase().includes(text)) return true;
  return Object.entries(vm.labels).some(([key, value]) => `${key}=${value}`.toLowerCase().includes(text));
}

/** The VMs that a filter lets through, in order. */
export function vmRows(vms: readonly VmView[], filter: VmFilter, sort: Sort<VmSortKey>): readonly VmView[] {
  const text = filter.search.trim().toLowerCase();
  const through = vms.filter(
    (vm) =>
      has(vm, text) &&
      (filter.states.length === 0 || filter.states.includes(vm.state)) &&
      (filter.hostId === null || vm.hostId === filter.hostId),
  );
  return sortRows(through, VALUE[sort.key], sort.down);
}

/** Characters of the widest text that a column of free text is to make room for: a name can have 63, of labels some say enough. */
const WIDEST = { name: 63, host: 32, image: 32, labels: 60 } as const;
/** So many characters a label's box and the gap after it take. */
const LABEL_BOX = 2;

/** What each column of free text has to show at most, in characters: the columns share the room that there is by it. */
export function columnNeeds(vms: readonly VmView[]): Readonly<Record<keyof typeof WIDEST, number>> {
  const needs = { name: 8, host: 8, image: 8, labels: 8 };
  const grow = (column: keyof typeof needs, length: number): void => {
    needs[column] = Math.min(WIDEST[column], Math.max(needs[column], length));
  };
  for (const vm of vms) {
    grow('name', vm.name.length);
    grow('host', vm.hostName?.length ?? 0);
    grow('image', vm.imageName.length);
    const labels = Object.entries(vm.labels).map(([key, value]) => key.length + value.length + 1 + LABEL_BOX);
    grow(
      'labels',
      labels.reduce((sum, length) => sum + length, 0),
    );
  }
  return needs;
}

/** How many VMs are in each state, for those states that there are, most first. */
export function stateCounts(vms: readonly VmView[]): readonly { readonly state: VmState; readonly count: number }[] {
  const counts = new Map<VmState, number>();
  for (const vm of vms) counts.set(vm.state, (counts.get(vm.state) ?? 0) + 1);
  return [...counts]
    .map(([state, count]) => ({ state, count }))
    .sort((a, b) => b.count - a.count || a.state.localeCompare(b.state));
}
