/** Notices two processes that speak with one identity. */
import { IMPOSTOR_SILENCE_MS, MAX_NONCES_PER_MEMBER } from './limits.ts';
import type { MemberRecord } from './membership-wire.ts';

/** What is held of a member when a record of it comes. */
type Known = Pick<MemberRecord, 'key' | 'incarnation' | 'nonce'>;

interface Seen {
  /** Nonces of processes that a later one took the place of, oldest first. */
  readonly superseded: Set<number>;
  toldMs: number;
}

/**
 * Each process has a nonce of its own, and a later start of a host a higher incarnation than anything that the starts before it ever said. So
 * two nonces in one incarnation are two processes, and so are two that take each other's place in turns: a disk was cloned. A late copy of what
 * an earlier process said has a lower incarnation, and is no evidence.
 */
export class IdentityWatch {
  readonly #seen = new Map<number, Seen>();

  /** Takes a word in the name of a member of whom `known` is held. Whether it is to be told now that two speak in that name: at most once in a while. */
  hear(known: Known, word: Pick<MemberRecord, 'incarnation' | 'nonce'>, nowMs: number): boolean {
    if (word.nonce === known.nonce || known.nonce === 0 || word.incarnation < known.incarnation) return false;
    const seen = this.#of(known.key);
    const another = word.incarnation === known.incarnation || seen.superseded.has(word.nonce);
    if (word.incarnation > known.incarnation) supersede(seen, known.nonce);
    if (!another || nowMs - seen.toldMs < IMPOSTOR_SILENCE_MS) return false;
    seen.toldMs = nowMs;
    return true;
  }

  retain(isMember: (key: number) => boolean): void {
    for (const key of this.#seen.keys()) if (!isMember(key)) this.#seen.delete(key);
  }

  #of(key: number): Seen {
    let seen = this.#seen.get(key);
    if (seen === undefined) this.#seen.set(key, (seen = { superseded: new Set(), toldMs: -Infinity }));
    return seen;
  }
}

function supersede({ superseded }: Seen, nonce: number): void {
  superseded.add(nonce);
  const [oldest] = superseded;
  if (superseded.size > MAX_NONCES_PER_MEMBER && oldest !== undefined) superseded.delete(oldest);
}
