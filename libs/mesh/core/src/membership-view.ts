/** What one member holds of all, for people and for the controller. */
import type { DownSetBook } from './down-set-book.ts';
import { REFUTATIONS_PER_LIFE } from './limits.ts';
import type { LinkTable } from './link-table.ts';
import type { MemberBook } from './member-book.ts';
import type { MemberState, PeerId } from './membership-io.ts';
import { Judge } from './verdict.ts';

/**
 * What an observer says of its subject, as this member last heard. up: nothing against it. late: not heard lately. down: not heard for long.
 * abstains: it sees hardly anybody itself. absent: it is not there to be asked.
 */
export type Testimony = 'up' | 'late' | 'down' | 'abstains' | 'absent';

export interface Observation {
  readonly observer: PeerId;
  readonly says: Testimony;
}

/** This member's own link with another. */
export interface LinkView {
  readonly linked: boolean;
  /** Milliseconds since anything came over it; null: nothing ever has. */
  readonly silentMs: number | null;
}

export interface MemberView {
  readonly peer: PeerId;
  readonly state: MemberState;
  /** Monotonic ms of this member's clock. */
  readonly sinceMs: number;
  readonly incarnation: number;
  /** How often its agent was started, and how often it contested in this life what was said of it. */
  readonly starts: number;
  readonly refutations: number;
  /** Who says now that it is down. */
  readonly witnesses: readonly PeerId[];
  /** Whom it watches. */
  readonly subjects: readonly PeerId[];
  /** Who watches it, and what each says. */
  readonly observations: readonly Observation[];
  /** Observers that are there to be asked, and how many of them must say that it is down for it to be suspect, and to be failed. */
  readonly asked: number;
  readonly suspectAt: number;
  readonly failedAt: number;
  /** Null: this member itself, or one it neither watches nor is watched by. */
  readonly link: LinkView | null;
}

export interface MembershipView {
  /** Equal for two members if and only if they hold the same state and incarnation of everybody. */
  readonly id: string;
  readonly isolated: boolean;
  readonly members: readonly MemberView[];
}

export interface ViewedState {
  readonly book: MemberBook;
  readonly downSets: DownSetBook;
  readonly links: LinkTable;
}

export function viewOf({ book, downSets, links }: ViewedState, isolated: boolean, nowMs: number): MembershipView {
  const { graph } = book;
  const judge = new Judge(book, downSets);
  const peersOf = (indices: readonly number[]): readonly PeerId[] =>
    indices.flatMap((index) => graph.members[index]?.peerId ?? []);
  const members = graph.members.map(({ peerId }, index) => {
    const incarnation = book.incarnation(index);
    const observations = graph
      .observers(index)
      .flatMap((observer) => peersOf([observer]).map((peer) => ({ observer: peer, says: testimony(observer, index) })));
    return {
      peer: peerId,
      state: book.state(index),
      sinceMs: book.sinceMs(index),
      incarnation,
      starts: Math.floor(incarnation / REFUTATIONS_PER_LIFE),
      refutations: incarnation % REFUTATIONS_PER_LIFE,
      witnesses: observations.filter(({ says }) => says === 'down').map(({ observer }) => observer),
      subjects: peersOf(graph.subjects(index)),
      observations,
      ...judge.bars(index),
      link: linkView(links, peerId, nowMs),
    };
  });
  return { id: book.viewId(), isolated, members };

  function testimony(observer: number, subject: number): Testimony {
    if (!book.isPresent(observer)) return 'absent';
    const key = graph.keys[observer] ?? -1;
    if (downSets.abstains(key)) return 'abstains';
    const accusation = downSets.accusersOf(graph.keys[subject] ?? -1).get(key);
    if (accusation === undefined || accusation.incarnation < book.incarnation(subject)) return 'up';
    return accusation.down ? 'down' : 'late';
  }
}

function linkView(links: LinkTable, peer: PeerId, nowMs: number): LinkView | null {
  const link = links.get(peer);
  if (link === undefined) return null;
  return { linked: link.linked, silentMs: link.everLinked ? Math.max(0, nowMs - link.lastHeardMs) : null };
}
