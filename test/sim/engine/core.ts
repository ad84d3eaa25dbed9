/** The machine under test, as the simulation sees it. The one place that knows how it is made. */
import type { HostId, Rng } from '@rapidvm/kernel';
import type { MembershipInput, MembershipOutput, MembershipView, PeerId, Roster } from '@rapidvm/mesh-core';
import { Membership } from '@rapidvm/mesh-core';
import { watchGraph } from '../../../libs/mesh/core/src/watch-graph.ts';

/** Just what the simulation needs of the membership machine. */
export interface MemberCore {
  handle(input: MembershipInput, nowMs: number): readonly MembershipOutput[];
  nextWake(): number;
  view(nowMs: number): MembershipView;
}

export interface CoreOptions {
  readonly self: PeerId;
  readonly incarnation: number;
  readonly rng: Rng;
  readonly hostId: HostId | null;
}

export type CoreMaker = (options: CoreOptions) => MemberCore;

/** The machine with its usual times. */
export const makeCore: CoreMaker = ({ self, hostId, incarnation, rng }) => new Membership({ self, hostId, incarnation, rng });

/** Who watches `peer`, as every member computes it. */
export function observersOf(peer: PeerId, roster: Roster): readonly PeerId[] {
  const graph = watchGraph(roster.members);
  const index = graph.indexOf(peer);
  return index === undefined ? [] : graph.observers(index).map((observer) => graph.members[observer]?.peerId ?? '');
}
