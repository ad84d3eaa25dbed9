import type { HostId } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import { MAX_ADDRESSES_PER_MEMBER, MAX_MEMBERS } from './limits.ts';

/** One party that may speak in the mesh: an agent's host, or a controller. */
export interface MeshMember {
  /** libp2p peer id: the public key of its certificate, in libp2p's text form. */
  readonly peerId: string;
  /** The host it speaks for; null for a controller. */
  readonly hostId: HostId | null;
  /** Multiaddrs it listens on, without the trailing /p2p/… part; empty while unknown. */
  readonly addresses: readonly string[];
}

/** Who may be in the mesh now, by peer id. The one answer to "is this a member", for the gater and for every message. */
export type MemberTable = ReadonlyMap<string, MeshMember>;

/** The table of `members`. A peer id that is given twice counts once, the last wins. Throws `limit-exceeded` past the named limits. */
export function memberTable(members: Iterable<MeshMember>): MemberTable {
  const table = new Map<string, MeshMember>();
  for (const member of members) {
    table.set(member.peerId, member);
    refuseAbove('mesh members', table.size, MAX_MEMBERS, 'members');
    refuseAbove('addresses of one mesh member', member.addresses.length, MAX_ADDRESSES_PER_MEMBER, 'addresses');
  }
  return table;
}

function refuseAbove(limit: string, count: number, max: number, unit: string): void {
  if (count <= max) return;
  throw new RapidError(
    'limit-exceeded',
    `Too many ${limit}: ${count}`,
    { limit, max, unit },
    'Remove hosts that are gone, or split the cluster',
  );
}
