/** VMs beside which a VM would live. It does not count itself where it is placed already. */
import type { PlacementRule, Selector } from '@rapidvm/domain';
import type { Candidate } from './candidate.ts';
import type { Demand } from './demand.ts';
import type { Obstacle } from './obstacle.ts';

/** A host, as far as VMs beside each other go. */
export type Lived = Pick<Candidate, 'id' | 'residents' | 'keptApart'>;

/** Other VMs on the host that the selector means. */
export function residentsMeant(demand: Demand, { id, residents }: Lived, selector: Selector): number {
  const count = residents.get(selector) ?? 0;
  const isItself = demand.current?.hostId === id && demand.selectors.has(selector);
  return isItself ? Math.max(0, count - 1) : count;
}

/**
 * VMs there that must not have this one beside them, or that it must not be beside; null: none. For a decision that was made on an older picture,
 * once nobody else can come there.
 */
export function besideUnwanted(demand: Demand, candidate: Lived): Obstacle | null {
  for (const rule of demand.rules.filter((each) => isApart(each))) {
    const count = residentsMeant(demand, candidate, rule.selector);
    if (count > 0) return { code: 'vm-beside', selector: rule.selector, count };
  }
  const unwanted = unwantedBy(demand, candidate);
  return unwanted === null ? null : { code: 'unwanted-beside', ...unwanted };
}

/** The first rule of VMs living there that speaks against this one; null: none. */
export function unwantedBy(
  demand: Demand,
  { id, keptApart }: Lived,
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
  return rules.some((rule) => isApart(rule) && rule.selector === selector);
}

/** A rule that keeps VMs apart. */
export function isApart({ about, strength, wish }: PlacementRule): boolean {
  return about === 'vms' && strength === 'must' && wish === 'without';
}
