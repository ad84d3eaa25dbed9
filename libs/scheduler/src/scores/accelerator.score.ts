import type { Score } from '../score.ts';

/** Emulated, a guest is ten to fifty times slower. */
export const acceleratorScore: Score = (_demand, { capacity }) => (capacity?.accelerator.kind === 'kvm' ? 1 : 0);
