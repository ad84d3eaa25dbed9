/** Rules of the machine, each taken away by one exact change of its source. A change whose place is gone fails loudly: write it anew. */
export interface Mutation {
  readonly name: string;
  /** The rule that is gone. */
  readonly without: string;
  /** Relative to libs/mesh/core/src. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
}

export const MUTATIONS: readonly Mutation[] = [];
