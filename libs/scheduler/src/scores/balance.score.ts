import type { Candidate, Room } from '../candidate.ts';
import type { Score } from '../score.ts';

/** The share of memory or processors left, whichever is scarcer: both fill evenly, and small hosts beside large ones do too. */
export const balanceScore: Score = ({ memoryMiB, cpus }, candidate: Candidate) =>
  Math.max(0, 1 - Math.max(filled(candidate.memoryMiB, memoryMiB), filled(candidate.cpus, cpus)));

const filled = ({ limit, used }: Room, more: number): number => (limit === 0 ? 1 : (used + more) / limit);
