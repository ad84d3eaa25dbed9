export type { Candidate, Capacity, Demand } from './candidate.ts';
export { PLACEMENT_LIMITS } from './limits.ts';
export type { Placement, Refusal } from './place.ts';
export { place, refusalOf } from './place.ts';
