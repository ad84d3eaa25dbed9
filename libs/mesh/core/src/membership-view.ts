/** What one member holds of all, for people and for the controller. */
import type { DownSetBook } from './down-set-book.ts';
import type { MemberBook } from './member-book.ts';
import type { MemberState, PeerId } from './membership-io.ts';

export interface MemberView {
  readonly peer: PeerId;
  readonly state: MemberState;
  /** Monotonic ms of this member's clock. */
  readonly sinceMs: number;
  readonly incarnation: number;
  /** Who says now that it is down. */
  readonly witnesses: readonly PeerId[];
  /** Whom it watches. */
  readonly subjects: readonly PeerId[];
}

export interface MembershipView {
  /** Equal for two members if and only if they hold the same state and incarnation of everybody. */
  readonly id: string;
  readonly isolated: boolean;
  readonly members: readonly MemberView[];
}

export function viewOf(book: MemberBook, downSets: DownSetBook, isolated: boolean): MembershipView {
  const { graph } = book;
  const peerOf = (index: number): PeerId | readonly PeerId[] => graph.members[index]?.peerId ?? [];
  const members = graph.members.map(({ peerId }, index) => ({
    peer: peerId,
    state: book.state(index),
    sinceMs: book.sinceMs(index),
    incarnation: book.incarnation(index),
    witnesses: graph
      .observers(index)
      .filter((observer) => downSets.accuses(graph.keys[observer] ?? -1, graph.keys[index] ?? -1, book.incarnation(index)))
      .flatMap(peerOf),
    subjects: graph.subjects(index).flatMap(peerOf),
  }));
  return { id: book.viewId(), isolated, members };
}
