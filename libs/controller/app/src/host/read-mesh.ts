/** The mesh as this controller's member sees it, with the names that people know. */
import type { MeshMemberView, MeshOverview } from '@rapidvm/operations';
import { toTimestamp } from '@rapidvm/kernel';
import type { AppDeps } from '../deps.ts';
import type { Handler, MeshMember } from '../ports/index.ts';
import { knownControllers } from './known-controllers.ts';
import { membersOf } from './member-table.ts';

interface Named {
  readonly name: string;
  readonly hostId: string | null;
}

/** Who needs looking at comes first. */
const URGENCY: Readonly<Record<MeshMember['state'], number>> = { failed: 0, suspect: 1, joining: 2, left: 3, active: 4 };

export function getMesh({ database, mesh, clock }: Pick<AppDeps, 'database' | 'mesh' | 'clock'>): Handler<'host.mesh'> {
  return async (_context, { limit }) => {
    const { read } = database;
    const table = membersOf(await knownControllers(read.settings), await read.hosts.all());
    const self = mesh.self();
    const names = new Map<string, Named>([[self.peerId, { name: self.name, hostId: null }]]);
    for (const { peerId, name, hostId } of table) names.set(peerId, { name, hostId });
    const picture = mesh.picture();
    const [nowMs, monotonicMs] = [clock.now(), clock.monotonic()];
    const since = ({ sinceMs }: MeshMember): string => toTimestamp(nowMs - Math.max(0, monotonicMs - sinceMs));
    return toMeshView(picture, names, { peerId: self.peerId, name: self.name }, since, limit);
  };
}

type Picture = ReturnType<AppDeps['mesh']['picture']>;

/** Pure. `since`: when a member came into its state. */
export function toMeshView(
  { id, isolated, members }: Picture,
  names: ReadonlyMap<string, Named>,
  seenBy: MeshOverview['seenBy'],
  since: (member: MeshMember) => string,
  limit: number,
): MeshOverview {
  // A member that has just been removed has no name any more; the mesh forgets it within moments.
  const called = (peerId: string): { peerId: string; name: string } => ({ peerId, name: names.get(peerId)?.name ?? peerId });
  const shown = members.map((member): MeshMemberView => {
    const { peer, state, starts, refutations, asked, suspectAt, failedAt, link } = member;
    return {
      ...called(peer),
      hostId: names.get(peer)?.hostId ?? null,
      state,
      since: since(member),
      reason: reasonOf(member, (peerId) => called(peerId).name),
      starts,
      refutations,
      watchedBy: member.observations.map(({ observer, says }) => ({ ...called(observer), says })).toSorted(byName),
      watches: member.subjects.map(called).toSorted(byName),
      asked,
      down: member.witnesses.length,
      suspectAt,
      failedAt,
      link: link && { linked: link.linked, silentMs: link.silentMs === null ? null : Math.round(link.silentMs) },
    };
  });
  const countByState: Record<string, number> = {};
  for (const { state } of shown) countByState[state] = (countByState[state] ?? 0) + 1;
  return {
    viewId: id,
    seenBy,
    isolated,
    memberCount: shown.length,
    countByState,
    members: shown.toSorted((a, b) => URGENCY[a.state] - URGENCY[b.state] || byName(a, b)).slice(0, limit),
  };
}

function reasonOf({ state, witnesses, observations }: MeshMember, nameOf: (peerId: string) => string): string | null {
  const late = observations.filter(({ says }) => says === 'late').map(({ observer }) => observer);
  switch (state) {
    case 'joining':
      return 'It is a member, and nobody has seen it yet';
    case 'left':
      return 'Its agent said that it ends';
    case 'failed':
      return witnesses.length === 0
        ? 'It was held failed, and nobody has heard of it since'
        : `Not seen by ${list(witnesses, nameOf)}`;
    case 'suspect':
      return `Not seen by ${list(witnesses, nameOf)}; fewer than it takes to hold it failed, or it is about to be`;
    case 'active':
      if (witnesses.length > 0) return `Not seen by ${list(witnesses, nameOf)} alone`;
      return late.length > 0 ? `Not heard lately by ${list(late, nameOf)}` : null;
  }
}

/** Names told in one sentence; the rest is counted. */
const NAMES_TOLD = 6;

function list(peers: readonly string[], nameOf: (peerId: string) => string): string {
  const named = peers.map(nameOf).toSorted();
  const rest = named.length - NAMES_TOLD;
  return `${named.slice(0, NAMES_TOLD).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
