export const SCHEDULER_LIMITS = {
  /** Scores closer than this are the same: the rest is chance, and many schedulers at once should not all take the one host. */
  scoreStep: 0.01,
  /** Refused hosts a placement tells one by one, the nearest to fitting first; the others are counted by reason. About 6 kB. */
  toldRefusals: 32,
} as const;
