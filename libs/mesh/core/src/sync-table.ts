/** Hashes over what this member has, in buckets by member, kept up to date with each change: two members that have the same compare four bytes. */
import { SYNC_BUCKETS } from './limits.ts';
import { hashNumbers } from './member-hash.ts';

const RECORD_SEED = 0x1f83d9ab;
const FACTS_SEED = 0x5be0cd19;

export class SyncTable {
  readonly #buckets = new Uint32Array(SYNC_BUCKETS);
  #total = 0;

  /** Puts in what is held of a member's record, or takes it out again: the same call does both. */
  toggleRecord(key: number, incarnation: number, left: boolean): void {
    if (incarnation > 0) this.#toggle(key, hashNumbers(RECORD_SEED, key, incarnation, left ? 1 : 0));
  }

  /** The same for the version of its facts. */
  toggleFacts(key: number, version: number): void {
    if (version > 0) this.#toggle(key, hashNumbers(FACTS_SEED, key, version));
  }

  get digest(): number {
    return this.#total;
  }

  get hashes(): readonly number[] {
    return [...this.#buckets];
  }

  /** The buckets in which somebody with the bucket hashes `others` has something else. */
  differing(others: readonly number[]): readonly number[] {
    return [...this.#buckets.keys()].filter((bucket) => this.#buckets[bucket] !== others[bucket]);
  }

  #toggle(key: number, hash: number): void {
    const bucket = bucketOf(key);
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) ^ hash;
    this.#total = (this.#total ^ hash) >>> 0;
  }
}

export function bucketOf(key: number): number {
  return key % SYNC_BUCKETS;
}
