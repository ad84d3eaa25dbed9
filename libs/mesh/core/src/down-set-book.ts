/** The newest down-set of each observer, mine included: soft state that expires unless it is refreshed. Members are named by key. */
import type { Accusation, DownSet } from './membership-wire.ts';

interface Held {
  readonly set: DownSet;
  readonly tick: number;
  /** When its origin said so, for the last time. */
  readonly saidMs: number;
  readonly expiresMs: number;
}

/** news: to be judged anew. refreshed: the same, prolonged. unknown: a refresh of a set that is not here. stale: nothing new. */
export type DownSetOutcome = 'news' | 'refreshed' | 'unknown' | 'stale';

interface Accused {
  /** Since when somebody accuses it without a break. */
  readonly sinceMs: number;
  readonly by: Map<number, Accusation>;
}

export class DownSetBook {
  readonly #ttlMs: number;
  readonly #maxAgeMs: number;
  readonly #held = new Map<number, Held>();
  readonly #accused = new Map<number, Accused>();
  readonly #abstaining = new Set<number>();
  /** Grows with each change of what the sets say. */
  edition = 0;

  /** A set counts until it was not refreshed here for `ttlMs`, and no longer than `maxAgeMs` after its origin said it. */
  constructor(ttlMs: number, maxAgeMs: number) {
    this.#ttlMs = ttlMs;
    this.#maxAgeMs = maxAgeMs;
  }

  get size(): number {
    return this.#held.size;
  }

  /** `ageMs`: how long ago its origin said so. */
  take(set: DownSet, nowMs: number, ageMs = 0): DownSetOutcome {
    const held = this.#held.get(set.origin);
    if (ageMs >= this.#maxAgeMs) return 'stale';
    if (held !== undefined && set.version < held.set.version) return 'stale';
    if (held?.set.version === set.version) return this.refresh(set, nowMs, ageMs);
    this.#withdraw(set.origin);
    this.#hold(set, nowMs, ageMs);
    return 'news';
  }

  refresh({ origin, version, tick }: Pick<DownSet, 'origin' | 'version' | 'tick'>, nowMs: number, ageMs = 0): DownSetOutcome {
    const held = this.#held.get(origin);
    if (ageMs >= this.#maxAgeMs) return 'stale';
    if (held === undefined || version > held.set.version) return 'unknown';
    if (version < held.set.version || tick <= held.tick) return 'stale';
    this.#held.set(origin, { set: { ...held.set, tick }, tick, ...this.#timesOf(nowMs, ageMs) });
    return 'refreshed';
  }

  /** Forgets sets that were not refreshed in time, and returns them: whom they accuse, and whom those who abstain watch, are to be judged anew. */
  expire(nowMs: number): readonly DownSet[] {
    const expired: DownSet[] = [];
    for (const [origin, { set, expiresMs }] of this.#held) {
      if (expiresMs > nowMs) continue;
      expired.push(set);
      this.forget(origin);
    }
    return expired;
  }

  /** Forgets what `origin` said, and returns it. */
  forget(origin: number): DownSet | undefined {
    const set = this.of(origin);
    if (set === undefined) return undefined;
    this.#withdraw(origin);
    this.#held.delete(origin);
    return set;
  }

  /** Time in which this member did not run counts against no set. */
  shift(byMs: number): void {
    for (const [origin, held] of this.#held) this.#held.set(origin, { ...held, expiresMs: held.expiresMs + byMs });
  }

  of(origin: number): DownSet | undefined {
    return this.#held.get(origin)?.set;
  }

  /** How long ago `origin` said what is held of it, in whole ms: also while this member did not run. 0 when nothing is. */
  ageMs(origin: number, nowMs: number): number {
    return Math.max(0, Math.round(nowMs - (this.#held.get(origin)?.saidMs ?? nowMs)));
  }

  origins(): Iterable<number> {
    return this.#held.keys();
  }

  abstains(origin: number): boolean {
    return this.#abstaining.size > 0 && this.#abstaining.has(origin);
  }

  /** The subjects that somebody accuses, or announces as late. */
  accused(): Iterable<number> {
    return this.#accused.keys();
  }

  isAccused(subject: number): boolean {
    return this.#accused.has(subject);
  }

  accusedSinceMs(subject: number): number | undefined {
    return this.#accused.get(subject)?.sinceMs;
  }

  accusersOf(subject: number): ReadonlyMap<number, Accusation> {
    return this.#accused.get(subject)?.by ?? NOBODY;
  }

  /** Whether anybody says that `subject` is down, in its life `incarnation`. */
  isSaidDown(subject: number, incarnation: number): boolean {
    for (const accusation of this.accusersOf(subject).values()) {
      if (accusation.down && accusation.incarnation >= incarnation) return true;
    }
    return false;
  }

  retain(isMember: (key: number) => boolean): void {
    for (const origin of [...this.#held.keys()]) {
      if (!isMember(origin)) this.forget(origin);
    }
  }

  #timesOf(nowMs: number, ageMs: number): Pick<Held, 'saidMs' | 'expiresMs'> {
    const saidMs = nowMs - ageMs;
    return { saidMs, expiresMs: Math.min(nowMs + this.#ttlMs, saidMs + this.#maxAgeMs) };
  }

  #hold(set: DownSet, nowMs: number, ageMs: number): void {
    this.edition += 1;
    this.#held.set(set.origin, { set, tick: set.tick, ...this.#timesOf(nowMs, ageMs) });
    if (set.abstains) this.#abstaining.add(set.origin);
    for (const accusation of set.accused) {
      const known = this.#accused.get(accusation.key);
      if (known === undefined) this.#accused.set(accusation.key, { sinceMs: nowMs, by: new Map([[set.origin, accusation]]) });
      else known.by.set(set.origin, accusation);
    }
  }

  #withdraw(origin: number): void {
    this.edition += 1;
    this.#abstaining.delete(origin);
    for (const { key } of this.#held.get(origin)?.set.accused ?? []) {
      const accused = this.#accused.get(key);
      accused?.by.delete(origin);
      if (accused?.by.size === 0) this.#accused.delete(key);
    }
  }
}

const NOBODY: ReadonlyMap<number, Accusation> = new Map();
