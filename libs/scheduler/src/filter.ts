import type { Selector } from '@rapidvm/domain';
import type { Candidate, Capacity } from './candidate.ts';
import type { Demand } from './demand.ts';
import type { Obstacle } from './obstacle.ts';

/** What a filter may know beside the host it looks at. */
export interface Surroundings {
  /** Whether any VM on any host is meant by the selector; only the demand's own rules are known. */
  readonly isAnywhere: (selector: Selector) => boolean;
}

/** What stands in the way of the VM there; null: nothing. */
export type Filter = (demand: Demand, candidate: Candidate, surroundings: Surroundings) => Obstacle | null;

/** A filter that has nothing to look at before the host has told what it is. */
export const ofCapacity =
  (look: (demand: Demand, capacity: Capacity) => Obstacle | null): Filter =>
  (demand, { capacity }) =>
    capacity === null ? null : look(demand, capacity);
