/** The times of the membership machine, in milliseconds. All members of a mesh should have the same. */
export interface MembershipTimings {
  /** Between two beats to whoever watches me. */
  readonly beatMs: number;
  /** How much longer than a beat a member waits for its pacer's: what a network and a busy machine may add. */
  readonly paceSlackMs: number;
  /** Beats to whoever does not watch me: each so many of the others. */
  readonly slowBeatEvery: number;
  /** A subject not heard for this long is down for me. */
  readonly silenceMs: number;
  /** A subject not heard for this long is announced as late, so that others wait for the rest of a rack. */
  readonly lateMs: number;
  /** A link not heard on for this long is dropped and dialled anew; before that a member that was frozen finds it as it was. */
  readonly dropLinkMs: number;
  /** A subject that was never linked is down after this long, when at least two dials failed. */
  readonly firstContactMs: number;
  /** Two refused dials make a subject down at the earliest this long after its link closed: an agent that crashed may be back by then. */
  readonly refusedMs: number;
  /** Between two down-sets that say something else. */
  readonly publishGapMs: number;
  /** Between two refreshes of a down-set that is not empty. */
  readonly refreshMs: number;
  /** A down-set that was not refreshed for this long counts no more. */
  readonly alertTtlMs: number;
  /**
   * Nor does one that its observer said this long ago, whoever passed it on since. Longer than `alertTtlMs`: at the far end of a large mesh each
   * refresh is some seconds old when it comes.
   */
  readonly alertMaxAgeMs: number;
  /** How long a verdict waits for those that arrive with it. */
  readonly settleMs: number;
  /** How long a verdict waits at most for other subjects that are late or suspect, so that a rack goes as one cut. */
  readonly batchMs: number;
  /** Between two dials of one member, on average. */
  readonly redialMs: number;
  /** How long the second dialer of a pair leaves it to the first. */
  readonly secondDialerMs: number;
  /** A dial that nobody answered for by then no longer holds its place among those under way. */
  readonly dialTimeoutMs: number;
  /** How long news waits for other news before it is passed on. */
  readonly relayMs: number;
  /** Between two times that news is passed on: where it comes in a stream, it goes on in parcels. */
  readonly relayGapMs: number;
  /** Between two comparisons with a member chosen at random, in a mesh that is not large. */
  readonly syncMs: number;
  /** Between two of my refutations, doubled for each in a row. */
  readonly refuteMs: number;
  /** Between two publications of facts that differ in load only. */
  readonly loadMs: number;
}

export const DEFAULT_TIMINGS: MembershipTimings = {
  beatMs: 500,
  paceSlackMs: 40,
  slowBeatEvery: 4,
  silenceMs: 2000,
  lateMs: 1400,
  dropLinkMs: 4000,
  firstContactMs: 5000,
  refusedMs: 800,
  publishGapMs: 200,
  refreshMs: 1000,
  alertTtlMs: 5000,
  alertMaxAgeMs: 6500,
  settleMs: 100,
  batchMs: 1000,
  redialMs: 1000,
  secondDialerMs: 500,
  dialTimeoutMs: 20_000,
  relayMs: 20,
  relayGapMs: 60,
  syncMs: 2000,
  refuteMs: 500,
  loadMs: 3000,
};
