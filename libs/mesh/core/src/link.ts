/** What this member keeps of each member that it has, or wants, a link with. Times are monotonic ms of this member. */
import type { PeerId } from './membership-io.ts';

export interface Link {
  readonly peer: PeerId;
  /** Place in the roster's graph. Changes with the roster. */
  index: number;
  key: number;
  addresses: readonly string[];
  /** I watch it. */
  watched: boolean;
  /** It watches me. */
  watchesMe: boolean;
  linked: boolean;
  /** A link has stood since this machine began. */
  everLinked: boolean;
  /** Since when it is linked, or not. */
  linkChangedMs: number;
  lastHeardMs: number;
  /** When somebody told that it lives, anew: silence before that is not held against it. */
  newLifeMs: number;
  /** Since when it says that it does not hear me. */
  deafSinceMs: number | null;
  edge: 'up' | 'late' | 'down';
  /** Dials refused and dials failed in all since the last sign of life. */
  refusals: number;
  failedDials: number;
  /** When to dial; null while not to be dialled, or while a dial is under way. */
  dialAtMs: number | null;
  diallingSinceMs: number | null;
  malformed: number;
  /** News to be told to it, by rumour key. */
  readonly pending: Set<number>;
  urgent: boolean;
}

export function newLink(peer: PeerId, nowMs: number): Link {
  return {
    peer,
    index: -1,
    key: 0,
    addresses: [],
    watched: false,
    watchesMe: false,
    linked: false,
    everLinked: false,
    linkChangedMs: nowMs,
    lastHeardMs: nowMs,
    newLifeMs: nowMs,
    deafSinceMs: null,
    edge: 'up',
    refusals: 0,
    failedDials: 0,
    dialAtMs: null,
    diallingSinceMs: null,
    malformed: 0,
    pending: new Set(),
    urgent: false,
  };
}

/** Notes a sign of life. */
export function heard(link: Link, nowMs: number): void {
  link.lastHeardMs = nowMs;
  link.refusals = 0;
  link.failedDials = 0;
}
