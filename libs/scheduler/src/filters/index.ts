/** What rules a host out. The order is the one in which people want to hear of it: what no change of the VM mends comes first. */
import type { Filter } from '../filter.ts';
import { acceleratorFilter } from './accelerator.filter.ts';
import { architectureFilter } from './architecture.filter.ts';
import { askedForFilter } from './asked-for.filter.ts';
import { cpuFlagsFilter } from './cpu-flags.filter.ts';
import { cpuModelFilter } from './cpu-model.filter.ts';
import { cpusFilter } from './cpus.filter.ts';
import { datastoreFilter } from './datastore.filter.ts';
import { disksFilter } from './disks.filter.ts';
import { hostStateFilter } from './host-state.filter.ts';
import { labelsFilter } from './labels.filter.ts';
import { memoryFilter } from './memory.filter.ts';
import { networkFilter } from './network.filter.ts';
import { vmAffinityFilter } from './vm-affinity.filter.ts';

export const FILTERS = {
  'asked-for': askedForFilter,
  'host-state': hostStateFilter,
  architecture: architectureFilter,
  accelerator: acceleratorFilter,
  'cpu-model': cpuModelFilter,
  'cpu-flags': cpuFlagsFilter,
  labels: labelsFilter,
  datastore: datastoreFilter,
  disks: disksFilter,
  network: networkFilter,
  'vm-affinity': vmAffinityFilter,
  memory: memoryFilter,
  cpus: cpusFilter,
} as const satisfies Readonly<Record<string, Filter>>;

export const FILTERS_IN_ORDER: readonly Filter[] = Object.values(FILTERS);
