import type { Candidate } from './candidate.ts';
import type { Demand } from './demand.ts';
import type { Racks } from './racks.ts';

/** How good a host that fits would be, 0 (worst) to 1; 0.5 where the score has nothing to say. */
export type Score = (demand: Demand, candidate: Candidate, racks: Racks) => number;

export const INDIFFERENT = 0.5;

export interface WeightedScore {
  readonly score: Score;
  /** Against the other scores. */
  readonly weight: number;
  /** Why a host that is ahead in it is better: "goes there because …". */
  readonly because: string;
}
