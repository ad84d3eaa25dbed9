/** VMs beside which a VM would live. It does not count itself where it is placed already. */
import type { Selector } from '@rapidvm/domain';
import type { Candidate } from './candidate.ts';
import type { Demand } from './demand.ts';

/** Other VMs on the host that the selector means. */
export function residentsMeant(demand: Demand, { id, residents }: Candidate, selector: Selector): number {
  const count = residents.get(selector) ?? 0;
  const isItself = demand.current?.hostId === id && demand.selectors.has(selector);
  return isItself ? Math.max(0, count - 1) : count;
}

/** The first rule of VMs living there that speaks against this one; null: none. */
export function unwantedBy(
  demand: Demand,
  { id, keptApart }: Candidate,
): { readonly selector: Selector; readonly count: number } | null {
  if (keptApart.size === 0) return null;
  for (const [selector, all] of keptApart) {
    if (!demand.selectors.has(selector)) continue;
    const own = demand.current?.hostId === id && keepsApart(demand, selector) ? 1 : 0;
    if (all > own) return { selector, count: all - own };
  }
  return null;
}

function keepsApart({ rules }: Demand, selector: Selector): boolean {
  return rules.some(
    (rule) => rule.about === 'vms' && rule.strength === 'must' && rule.wish === 'without' && rule.selector === selector,
  );
}
