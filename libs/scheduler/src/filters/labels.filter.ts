import type { Filter } from '../filter.ts';

/** Labels a host must have or must not have: also how a VM is bound to a host, or kept from it. */
export const labelsFilter: Filter = ({ rules }, { selectors }) => {
  for (const { about, strength, wish, selector } of rules) {
    if (about !== 'hosts' || strength !== 'must') continue;
    const has = selectors.has(selector);
    if (wish === 'with' && !has) return { code: 'label-missing', selector };
    if (wish === 'without' && has) return { code: 'label-forbidden', selector };
  }
  return null;
};
