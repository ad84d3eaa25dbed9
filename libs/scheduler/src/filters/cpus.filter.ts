import type { Filter } from '../filter.ts';
import { shortage } from '../room.ts';

/** More processors than the host has would only fight each other; together, VMs may be promised more, up to the host's ratio. */
export const cpusFilter: Filter = (demand, candidate) => {
  if (candidate.capacity === null) return null;
  if (demand.cpus > candidate.capacity.cpus) {
    return { code: 'cpus-of-host', needed: demand.cpus, available: candidate.capacity.cpus };
  }
  const short = shortage(demand, candidate, 'cpus');
  return short === null ? null : { code: 'cpus', ...short };
};
