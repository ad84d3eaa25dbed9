/** Who watches whom: rings that every member computes alike from the same roster. */
import { FULL_MESH_MEMBERS, RINGS, SYNC_BUCKETS } from './limits.ts';
import { hash32, memberKey, mix32 } from './member-hash.ts';
import type { MeshMember } from './member.ts';
import { bucketOf } from './sync-table.ts';

/** Indices fit beside a 32-bit hash in the 53 bits of a number, so that a ring is sorted without a comparing function. */
const INDEX_SPAN = 2 ** 20;

/**
 * The members of one roster by index, and for each the subjects it watches: on each of RINGS rings, an order by hash of ring and peer id, its
 * next successor that it does not watch yet. Up to FULL_MESH_MEMBERS everybody watches everybody. The order on a ring depends on nothing but the
 * names on it: a member that comes or goes changes the watching of its neighbours only, and all other connections stay.
 */
export class WatchGraph {
  readonly members: readonly MeshMember[];
  readonly keys: Float64Array;
  readonly #indexOfPeer = new Map<string, number>();
  readonly #indexOfKey = new Map<number, number>();
  readonly #subjects: readonly (readonly number[])[];
  readonly #observers: number[][];
  readonly #buckets: readonly number[][];

  constructor(members: Iterable<MeshMember>) {
    const byPeer = new Map([...members].map((member) => [member.peerId, member]));
    this.members = [...byPeer.values()].sort((a, b) => (a.peerId < b.peerId ? -1 : 1));
    this.keys = Float64Array.from(this.members, ({ peerId }) => memberKey(peerId));
    this.members.forEach(({ peerId }, index) => this.#indexOfPeer.set(peerId, index));
    this.keys.forEach((key, index) => this.#indexOfKey.set(key, index));
    this.#buckets = Array.from({ length: SYNC_BUCKETS }, () => []);
    this.keys.forEach((key, index) => this.#buckets[bucketOf(key)]?.push(index));
    this.#subjects = this.size <= FULL_MESH_MEMBERS ? everybody(this.size) : successors(this.members);
    this.#observers = this.members.map(() => []);
    this.#subjects.forEach((subjects, observer) => {
      for (const subject of subjects) this.#observers[subject]?.push(observer);
    });
  }

  get size(): number {
    return this.members.length;
  }

  indexOf(peerId: string): number | undefined {
    return this.#indexOfPeer.get(peerId);
  }

  indexOfKey(key: number): number | undefined {
    return this.#indexOfKey.get(key);
  }

  /** Whom the member at `index` watches. Empty for no member. */
  subjects(index: number): readonly number[] {
    return this.#subjects[index] ?? [];
  }

  /** The members that are compared together as bucket number `bucket`. */
  inBucket(bucket: number): readonly number[] {
    return this.#buckets[bucket] ?? [];
  }

  /** Who watches the member at `index`. */
  observers(index: number): readonly number[] {
    return this.#observers[index] ?? [];
  }
}

const graphs = new WeakMap<readonly MeshMember[], WatchGraph>();

/** The graph of `members`, made once for each such array: many members in one process, as in the simulation, share it. */
export function watchGraph(members: readonly MeshMember[]): WatchGraph {
  let graph = graphs.get(members);
  if (graph === undefined) graphs.set(members, (graph = new WatchGraph(members)));
  return graph;
}

function everybody(size: number): readonly (readonly number[])[] {
  const all = Array.from({ length: size }, (_, index) => index);
  return all.map((self) => all.filter((index) => index !== self));
}

function successors(members: readonly MeshMember[]): readonly (readonly number[])[] {
  const subjects = members.map(() => new Set<number>());
  const names = members.map(({ peerId }) => hash32(peerId));
  for (let ring = 0; ring < RINGS; ring += 1) {
    const order = ringOrder(names, ring);
    order.forEach((member, place) => {
      const watched = subjects[member];
      if (watched !== undefined) watched.add(nextNew(order, place, watched));
    });
  }
  return subjects.map((watched) => [...watched]);
}

function ringOrder(names: readonly number[], ring: number): readonly number[] {
  const seed = mix32(ring + 1);
  const sorted = Float64Array.from(names, (name, index) => mix32(name ^ seed) * INDEX_SPAN + index).sort();
  return Array.from(sorted, (entry) => entry % INDEX_SPAN);
}

/** The first after `place` that is not watched yet. There is one: a ring has more members than rings. */
function nextNew(order: readonly number[], place: number, watched: ReadonlySet<number>): number {
  for (let step = 1; ; step += 1) {
    const candidate = order[(place + step) % order.length] ?? 0;
    if (!watched.has(candidate)) return candidate;
  }
}
