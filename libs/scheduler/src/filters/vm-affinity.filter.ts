import type { Filter } from '../filter.ts';
import { residentsMeant, unwantedBy } from '../residents.ts';

/** VMs that must be there, must not be there, and those there that must not have this one beside them. */
export const vmAffinityFilter: Filter = (demand, candidate, { isAnywhere }) => {
  for (const { about, strength, wish, selector } of demand.rules) {
    if (about !== 'vms' || strength !== 'must') continue;
    const count = residentsMeant(demand, candidate, selector);
    if (wish === 'without' && count > 0) return { code: 'vm-beside', selector, count };
    // The first of a group that wants to be together has nobody to be with yet.
    const isFirst = !isAnywhere(selector) && demand.selectors.has(selector);
    if (wish === 'with' && count === 0 && !isFirst) return { code: 'vm-missing', selector, nowhere: !isAnywhere(selector) };
  }
  const unwanted = unwantedBy(demand, candidate);
  return unwanted === null ? null : { code: 'unwanted-beside', ...unwanted };
};
