/** The scores of a host that fits, each and all together. */
import type { Candidate } from './candidate.ts';
import type { Demand } from './demand.ts';
import type { Picture } from './picture.ts';
import type { ScoreName } from './scores/index.ts';
import { SCORES_IN_ORDER } from './scores/index.ts';

export interface PartScore {
  readonly name: ScoreName;
  /** 0 to 1. */
  readonly value: number;
  readonly weight: number;
}

export const TOTAL_WEIGHT = SCORES_IN_ORDER.reduce((sum, { weight }) => sum + weight, 0);

export function partScores(demand: Demand, candidate: Candidate, { racks }: Picture): readonly PartScore[] {
  return SCORES_IN_ORDER.map(({ name, score, weight }) => ({ name, weight, value: score(demand, candidate, racks) }));
}

/** 0 to 1. */
export function totalScore(demand: Demand, candidate: Candidate, { racks }: Picture): number {
  let total = 0;
  for (const { score, weight } of SCORES_IN_ORDER) total += weight * score(demand, candidate, racks);
  return total / TOTAL_WEIGHT;
}
