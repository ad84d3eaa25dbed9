/** What this member sees of its own subjects: which are late, which are down, and whether it is the one cut off. */
import { ISOLATING_SHARE } from './limits.ts';
import type { Link } from './link.ts';
import type { MembershipState } from './membership-state.ts';
import type { MembershipTimings } from './membership-timings.ts';

export interface OwnSight {
  readonly isolated: boolean;
  readonly down: readonly Link[];
  readonly late: readonly Link[];
  /** When to look again, should nothing be heard. */
  readonly nextLookMs: number;
}

/** Looks at every watched link at `nowMs`. `extraMs`: how much more patience than usual this member has. */
export function lookAtSubjects(
  { book, downSets, links, timings }: Pick<MembershipState, 'book' | 'downSets' | 'links' | 'timings'>,
  extraMs: number,
  nowMs: number,
): OwnSight {
  const [down, late]: [Link[], Link[]] = [[], []];
  let [watched, missing, nextLookMs] = [0, 0, Infinity];
  for (const link of links.all()) {
    if (!link.watched) continue;
    const alive = book.isPresent(link.index) || book.state(link.index) === 'failed';
    const saidDown = downSets.isSaidDown(link.key, book.incarnation(link.index));
    const patience: Patience = {
      silenceMs: extraMs + silenceThatCounts(link, saidDown, timings),
      lateMs: extraMs + timings.lateMs,
    };
    const edge = alive ? edgeOf(link, timings, patience, nowMs) : 'up';
    link.edge = edge;
    if (!alive) continue;
    if (edge === 'down') down.push(link);
    else nextLookMs = Math.min(nextLookMs, nextChangeMs(link, timings, patience, nowMs));
    if (edge === 'late') late.push(link);
    if (!book.isPresent(link.index)) continue;
    watched += 1;
    if (edge === 'down') missing += 1;
  }
  return { isolated: missing > watched * ISOLATING_SHARE, down, late, nextLookMs };
}

/** How long one subject may be silent until it is down, and late. */
interface Patience {
  readonly silenceMs: number;
  readonly lateMs: number;
}

/**
 * Who was never heard in this life gets more time, as many start, or are back, at once; unless anybody says that it is no longer there. One is
 * enough: where most of its observers are new, who has seen it go is outnumbered by those who know nothing of it yet.
 */
function silenceThatCounts(link: Link, saidDown: boolean, timings: MembershipTimings): number {
  const heardInThisLife = link.linked || (link.everLinked && link.newLifeMs < link.linkChangedMs);
  return heardInThisLife || saidDown ? timings.silenceMs : timings.firstContactMs;
}

/** A link that is down stays so until something is heard: whoever hears sets it up again. */
function edgeOf(link: Link, timings: MembershipTimings, { silenceMs, lateMs }: Patience, nowMs: number): Link['edge'] {
  if (link.edge === 'down') return 'down';
  const silentMs = nowMs - silentSince(link);
  if (link.linked) {
    const deafMs = link.deafSinceMs === null ? 0 : nowMs - link.deafSinceMs;
    if (silentMs >= silenceMs || deafMs >= silenceMs) return 'down';
    return silentMs >= lateMs ? 'late' : 'up';
  }
  const refusedTwice = link.refusals >= 2 && nowMs - link.linkChangedMs >= timings.refusedMs;
  const gaveUp = silentMs >= silenceMs && (link.failedDials > 0 || silentMs >= 2 * silenceMs);
  if (refusedTwice || gaveUp) return 'down';
  return link.everLinked && (link.refusals > 0 || silentMs >= lateMs) ? 'late' : 'up';
}

function silentSince({ lastHeardMs, newLifeMs }: Link): number {
  return Math.max(lastHeardMs, newLifeMs);
}

/** The earliest time at which silence alone changes what this link is. */
function nextChangeMs(link: Link, timings: MembershipTimings, { silenceMs, lateMs }: Patience, nowMs: number): number {
  const times = [lateMs, silenceMs, 2 * silenceMs].map((afterMs) => silentSince(link) + afterMs);
  if (link.refusals >= 2) times.push(link.linkChangedMs + timings.refusedMs);
  if (link.deafSinceMs !== null) times.push(link.deafSinceMs + silenceMs);
  return Math.min(...times.filter((at) => at > nowMs));
}
