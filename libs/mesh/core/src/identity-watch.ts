/** Notices two processes that speak with one identity. */
import { IMPOSTOR_SILENCE_MS, MAX_NONCES_PER_MEMBER, NONCE_OVERLAP_MS } from './limits.ts';

interface Seen {
  /** Nonces of processes that a later one took the place of, and when. */
  readonly superseded: Map<number, number>;
  toldMs: number;
}

/**
 * Each process has a nonce of its own, and a later start of a host a higher incarnation. So a nonce that speaks again after another took its
 * place, or two nonces in one incarnation, are two processes: a disk was cloned.
 */
export class IdentityWatch {
  readonly #seen = new Map<number, Seen>();

  /** The process `nonce` of the member `key` took the place of `before`. */
  supersede(key: number, before: number, nonce: number, nowMs: number): void {
    if (before === nonce || before === 0) return;
    const seen = this.#of(key);
    seen.superseded.set(before, nowMs);
    const [oldest] = seen.superseded.keys();
    if (seen.superseded.size > MAX_NONCES_PER_MEMBER && oldest !== undefined) seen.superseded.delete(oldest);
  }

  /** Whether it is to be told now that two processes speak as `key`: `nonce` speaks though it is not `current`. At most once in a while. */
  isImpostor(key: number, nonce: number, current: number, sameIncarnation: boolean, nowMs: number): boolean {
    if (nonce === current || current === 0) return false;
    const supersededMs = this.#seen.get(key)?.superseded.get(nonce);
    const back = supersededMs !== undefined && nowMs - supersededMs > NONCE_OVERLAP_MS;
    if (!back && !sameIncarnation) return false;
    const seen = this.#of(key);
    if (nowMs - seen.toldMs < IMPOSTOR_SILENCE_MS) return false;
    seen.toldMs = nowMs;
    return true;
  }

  retain(isMember: (key: number) => boolean): void {
    for (const key of this.#seen.keys()) if (!isMember(key)) this.#seen.delete(key);
  }

  #of(key: number): Seen {
    let seen = this.#seen.get(key);
    if (seen === undefined) this.#seen.set(key, (seen = { superseded: new Map(), toldMs: -Infinity }));
    return seen;
  }
}
