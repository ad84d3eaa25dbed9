import type { Demand } from './demand.ts';
import type { Surroundings } from './filter.ts';
import type { Picture } from './picture.ts';
import { residentsMeant } from './residents.ts';

/** Which of the VMs that the demand must be with there are at all. Looks at all hosts only when it has such a rule. */
export function surroundingsOf(demand: Demand, { candidates }: Picture): Surroundings {
  const wanted = demand.rules.filter(({ about, wish, strength }) => about === 'vms' && wish === 'with' && strength === 'must');
  const there = new Set(
    wanted
      .map(({ selector }) => selector)
      .filter((selector) => candidates.some((candidate) => residentsMeant(demand, candidate, selector) > 0)),
  );
  return { isAnywhere: (selector) => there.has(selector) };
}
