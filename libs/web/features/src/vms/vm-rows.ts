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

/** How many VMs are in each state, for those states that there are, most first. */
export function stateCounts(vms: readonly VmView[]): readonly { readonly state: VmState; readonly count: number }[] {
  const counts = new Map<VmState, number>();
  for (const vm of vms) counts.set(vm.state, (counts.get(vm.state) ?? 0) + 1);
  return [...counts]
    .map(([state, count]) => ({ state, count }))
    .sort((a, b) => b.count - a.count || a.state.localeCompare(b.state));
}
