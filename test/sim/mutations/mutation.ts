/** One rule of the machine, taken away by one exact change of its source. A change whose place is gone fails loudly: write it anew. */
export interface Mutation {
  readonly name: string;
  /** The rule that is gone. */
  readonly without: string;
  /** Relative to libs/mesh/core/src. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Specs of the machine by file, stories by name and schedules by seed, at least one of which notices. */
  readonly noticedBy: readonly (string | number)[];
  /** Those take more than a few seconds: not in each run of the suite. */
  readonly slow?: boolean;
}
