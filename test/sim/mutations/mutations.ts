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
  /** Stories by name and schedules by seed, at least one of which notices. */
  readonly noticedBy: readonly (string | number)[];
}

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'unanimity',
    without: 'two thirds are enough, so that one who errs stops no verdict',
    file: 'limits.ts',
    find: 'CONDEMNING_SHARE = 2 / 3',
    replace: 'CONDEMNING_SHARE = 2',
    noticedBy: ['kill-one-of-three'],
  },
  {
    name: 'hasty-isolation',
    without: 'who misses a few does not feel cut off',
    file: 'limits.ts',
    find: 'ISOLATING_SHARE = 2 / 3',
    replace: 'ISOLATING_SHARE = 1 / 8',
    noticedBy: ['half-partition'],
  },
  {
    name: 'no-excuse',
    without: 'what this member was held up counts against nobody',
    file: 'own-health.ts',
    find: 'if (!(lag > 0)) return 0;',
    replace: 'if (lag > -Infinity) return 0;',
    noticedBy: ['drowsy-shelf'],
  },
  {
    name: 'excuse-for-all',
    without: 'short delays of this member excuse nobody',
    file: 'limits.ts',
    find: 'OWN_LAG_COVERED_MS = 400',
    replace: 'OWN_LAG_COVERED_MS = 10',
    noticedBy: ['crowded-machine'],
  },
  {
    name: 'impatience',
    without: 'four beats must be missing',
    file: 'membership-timings.ts',
    find: 'silenceMs: 2000',
    replace: 'silenceMs: 700',
    noticedBy: ['starved-host'],
  },
  {
    name: 'sleepiness',
    without: 'silence is noticed after two seconds',
    file: 'membership-timings.ts',
    find: 'silenceMs: 2000',
    replace: 'silenceMs: 4000',
    noticedBy: ['freeze-and-resume'],
  },
  {
    name: 'one-refusal',
    without: 'a link that closed and was refused once proves nothing',
    file: 'own-watch.ts',
    find: 'link.refusals >= 2 && nowMs - link.linkChangedMs >= timings.refusedMs;',
    replace: 'link.refusals >= 0;',
    noticedBy: ['kill-one-of-three'],
  },
  {
    name: 'no-refutation',
    without: 'a member contests what is said of it',
    file: 'own-word.ts',
    find: 'if (incarnation >= this.#incarnation) this.#toRefute',
    replace: 'if (incarnation >= 2 ** 60) this.#toRefute',
    noticedBy: ['cloned-identity'],
  },
  {
    name: 'meek-refutation',
    without: 'a refutation is later than what it refutes',
    file: 'own-word.ts',
    find: 'this.#incarnation = this.#toRefute + 1;',
    replace: 'this.#incarnation = this.#toRefute;',
    noticedBy: [21],
  },
  {
    name: 'no-refresh',
    without: 'a down-set that holds is refreshed',
    file: 'membership-timings.ts',
    find: 'refreshMs: 1000',
    replace: 'refreshMs: 60_000',
    noticedBy: ['freeze-and-resume'],
  },
  {
    name: 'one-by-one',
    without: 'a cut waits for those that fail with it',
    file: 'membership-timings.ts',
    find: 'batchMs: 1000',
    replace: 'batchMs: 0',
    noticedBy: ['rack-of-six'],
  },
  {
    name: 'grudge',
    without: 'a new life is not accused with the silence of the one before',
    file: 'record-desk.ts',
    find: "      link.edge = 'up';\n",
    replace: '',
    noticedBy: ['half-partition'],
  },
  {
    name: 'stuck-link',
    without: 'a link that brings nothing is dropped and dialled anew',
    file: 'membership-timings.ts',
    find: 'dropLinkMs: 4000',
    replace: 'dropLinkMs: 400_000',
    noticedBy: ['one-way-loss'],
  },
  {
    name: 'few-redials',
    without: 'members are dialled for ever, about once a second',
    file: 'membership-timings.ts',
    find: 'redialMs: 1000',
    replace: 'redialMs: 30_000',
    noticedBy: ['half-partition'],
  },
  {
    name: 'forgotten-facts',
    without: 'own facts are told to each roster that names this member',
    file: 'facts-desk.ts',
    find: 'if (this.#own !== null) this.takeOwn',
    replace: 'if (this.#own === undefined) this.takeOwn',
    noticedBy: [21],
  },
  {
    name: 'late-voice',
    without: 'a late copy of an old word is no second voice',
    file: 'identity-watch.ts',
    find: ' || word.incarnation < known.incarnation) return false;',
    replace: ') return false;',
    noticedBy: [20],
  },
  {
    name: 'trusting',
    without: 'two voices of one identity are noticed',
    file: 'identity-watch.ts',
    find: 'if (!another || ',
    replace: 'if (another || !another || ',
    noticedBy: ['cloned-identity'],
  },
];
