import type { Filter } from '../filter.ts';
import { shortage } from '../room.ts';

/** Guest memory is promised up to what the host has, times its ratio; tasks under way have their part already. */
export const memoryFilter: Filter = (demand, candidate) => {
  const short = shortage(demand, candidate, 'memoryMiB');
  return short === null ? null : { code: 'memory', ...short };
};
