/** What rules a host out. Order is the order in which people want to hear of it. */
import { formatBytes, MIB } from '@rapidvm/kernel';
import type { Filter } from './candidate.ts';
import { PLACEMENT_LIMITS } from './limits.ts';

const wanted: Filter = ({ hostId }, { id }) => (hostId === undefined || hostId === id ? null : 'another host was asked for');

const active: Filter = (_demand, { state, capacity }) => {
  if (state !== 'active') return `it is ${state}`;
  return capacity === null ? 'it has not told yet what it is' : null;
};

const architecture: Filter = (demand, { capacity }) =>
  capacity === null || capacity.architecture === demand.architecture
    ? null
    : `its architecture is ${capacity.architecture}, the image needs ${demand.architecture}`;

const datastore: Filter = (demand, { capacity }) => {
  if (capacity === null) return null;
  const free = capacity.datastores.get(demand.datastore);
  if (free === undefined) return `it does not have the datastore ${demand.datastore}`;
  if (free >= demand.newDiskBytes) return null;
  return `its datastore ${demand.datastore} has ${formatBytes(free)} free of the ${formatBytes(demand.newDiskBytes)} needed`;
};

const memory: Filter = (demand, { capacity, committed }) => {
  if (capacity === null) return null;
  const free = capacity.memoryMiB - PLACEMENT_LIMITS.reservedMemoryMiB - committed.memoryMiB;
  if (free >= demand.memoryMiB) return null;
  return `it has ${formatBytes(Math.max(0, free) * MIB)} of memory left of the ${formatBytes(demand.memoryMiB * MIB)} needed`;
};

const cpu: Filter = (demand, { capacity, committed }) => {
  if (capacity === null) return null;
  if (demand.cpus > capacity.cpus) return `it has ${capacity.cpus} processors, the VM needs ${demand.cpus}`;
  const limit = capacity.cpus * PLACEMENT_LIMITS.cpuOvercommit;
  if (committed.cpus + demand.cpus <= limit) return null;
  return `its ${capacity.cpus} processors are promised ${committed.cpus} times, at most ${limit} may be`;
};

export const FILTERS: readonly Filter[] = [wanted, active, architecture, datastore, memory, cpu];
