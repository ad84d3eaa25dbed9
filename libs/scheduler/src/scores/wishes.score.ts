import type { PlacementRule } from '@rapidvm/domain';
import type { Candidate } from '../candidate.ts';
import type { Demand } from '../demand.ts';
import { residentsMeant } from '../residents.ts';
import type { Score } from '../score.ts';
import { INDIFFERENT } from '../score.ts';

/** The share of its should-rules that the host would keep. One VM too near is better than three. */
export const wishesScore: Score = (demand, candidate) => {
  let [wishes, kept] = [0, 0];
  for (const rule of demand.rules) {
    if (rule.strength !== 'should') continue;
    wishes += 1;
    kept += keeps(rule, demand, candidate);
  }
  return wishes === 0 ? INDIFFERENT : kept / wishes;
};

function keeps({ about, wish, selector }: PlacementRule, demand: Demand, candidate: Candidate): number {
  if (about === 'hosts') return candidate.selectors.has(selector) === (wish === 'with') ? 1 : 0;
  const count = residentsMeant(demand, candidate, selector);
  return wish === 'without' ? 1 / (1 + count) : count / (1 + count);
}
