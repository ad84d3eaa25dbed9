/** Who connects to whom: rings that every member computes alike from the same member table. */
import { RINGS } from './limits.ts';

/**
 * The peer ids that `self` keeps a connection with: its successor and its predecessor on each of RINGS rings, each ring an order by hash.
 * Same table, same graph, no negotiation; symmetric; at most 2 × RINGS whatever the size, so everybody in a small cluster.
 */
export function neighbours(self: string, peerIds: Iterable<string>): ReadonlySet<string> {
  const all = new Set(peerIds).add(self);
  const found = all.size <= RINGS ? new Set(all) : besideOnRings(self, all);
  found.delete(self);
  return found;
}

function besideOnRings(self: string, all: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  for (let ring = 0; ring < RINGS; ring += 1) {
    const order = [...all].map((id) => ({ id, key: hash(`${ring}/${id}`) })).sort((a, b) => a.key - b.key || compare(a.id, b.id));
    const own = order.findIndex(({ id }) => id === self);
    for (const step of [-1, 1]) {
      const beside = order[(own + step + order.length) % order.length];
      if (beside !== undefined) found.add(beside.id);
    }
  }
  return found;
}

/** Of two members, the one that dials at once; the other dials only when that does not come. So that a pair makes one connection. */
export function dialsFirst(self: string, other: string): boolean {
  return compare(self, other) < 0;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** FNV-1a with a final mix (from MurmurHash3): spreads well, and is no secret. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
