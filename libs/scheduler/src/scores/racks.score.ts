import type { Score } from '../score.ts';
import { INDIFFERENT } from '../score.ts';

/** VMs that keep apart also keep to different racks; without such a rule the emptier rack is better. */
export const racksScore: Score = (demand, { rack, id }, racks) => {
  const found = rack === null ? undefined : racks.get(rack);
  if (found === undefined || racks.size < 2) return INDIFFERENT;
  let [apart, beside] = [false, 0];
  for (const { about, wish, selector } of demand.rules) {
    if (about !== 'vms' || wish !== 'without') continue;
    apart = true;
    const own = demand.current?.hostId === id && demand.selectors.has(selector) ? 1 : 0;
    beside += Math.max(0, (found.residents.get(selector) ?? 0) - own);
  }
  if (apart) return 1 / (1 + beside);
  return found.limitMiB === 0 ? 0 : Math.max(0, 1 - found.usedMiB / found.limitMiB);
};
