/** Turns down-sets into states: judges who is concerned by what changed, and lets those who fail together fail as one cut. */
import type { DownSetBook } from './down-set-book.ts';
import type { MemberBook } from './member-book.ts';
import type { MemberState } from './membership-io.ts';
import type { MembershipTimings } from './membership-timings.ts';
import { Judge } from './verdict.ts';

/** Between two looks at a cut that waits for the rest of a rack. */
const RECHECK_MS = 50;

/** Told of each change of state, after it was noted in the book. `witnesses`: indices. */
export type StateListener = (index: number, from: MemberState, witnesses: readonly number[]) => void;

export class Court {
  readonly #book: MemberBook;
  readonly #downSets: DownSetBook;
  readonly #timings: MembershipTimings;
  readonly #judge: Judge;
  readonly #listener: StateListener;
  /** Condemned, and waiting for others to be failed with. */
  readonly #condemned = new Set<number>();
  #firstCondemnedMs = 0;
  #concludeAtMs = Infinity;
  /** Whom this member itself can't hear while it is isolated: suspect for it alone. */
  #ownDoubts: ReadonlySet<number> = new Set();
  readonly #self: number | undefined;

  constructor(
    book: MemberBook,
    self: number | undefined,
    downSets: DownSetBook,
    timings: MembershipTimings,
    listener: StateListener,
  ) {
    this.#book = book;
    this.#self = self;
    this.#downSets = downSets;
    this.#timings = timings;
    this.#judge = new Judge(book, downSets);
    this.#listener = listener;
  }

  /** When `conclude` should be called; Infinity for not before something changes. */
  get concludeAtMs(): number {
    return this.#concludeAtMs;
  }

  /** Judges `subjects` anew, and all whose observers they are if that makes a difference to them. */
  reassess(subjects: Iterable<number>, nowMs: number): void {
    const waiting = new Set(subjects);
    for (const subject of waiting) {
      waiting.delete(subject);
      const doubtedBefore = this.#isUnreliable(subject);
      this.#assess(subject, nowMs);
      if (this.#isUnreliable(subject) === doubtedBefore) continue;
      for (const watched of this.concernedBy(subject)) waiting.add(watched);
    }
  }

  /** Whoever the member at `observer` watches and somebody accuses. */
  concernedBy(observer: number): readonly number[] {
    return this.#book.graph.subjects(observer).filter((subject) => this.#downSets.isAccused(this.#key(subject)));
  }

  /** Takes who is down for this member alone, because it is isolated. Judges anew who came or went. */
  doubtAlone(doubts: readonly number[], nowMs: number): void {
    const before = this.#ownDoubts;
    this.#ownDoubts = new Set(doubts);
    this.reassess([...before, ...doubts], nowMs);
  }

  /** Fails who is condemned, unless others are about to be. */
  conclude(nowMs: number): void {
    if (nowMs < this.#concludeAtMs) return;
    if (nowMs < this.#firstCondemnedMs + this.#timings.batchMs && this.#othersMayFollow(nowMs)) {
      this.#concludeAtMs = nowMs + RECHECK_MS;
      return;
    }
    const cut = [...this.#condemned];
    this.#condemned.clear();
    this.#concludeAtMs = Infinity;
    const witnesses = cut.map((subject) => this.#judge.judge(subject).witnesses);
    cut.forEach((subject, place) => this.#become(subject, 'failed', witnesses[place] ?? [], nowMs));
    this.reassess(
      cut.flatMap((subject) => this.concernedBy(subject)),
      nowMs,
    );
  }

  #assess(subject: number, nowMs: number): void {
    const state = this.#book.state(subject);
    if (subject === this.#self || state === 'joining' || state === 'left') return;
    const { finding, witnesses } = this.#judge.judge(subject);
    if (finding !== 'condemned') this.#spare(subject);
    if (state === 'failed') {
      if (finding === 'clear') this.#become(subject, 'active', witnesses, nowMs);
      return;
    }
    if (finding === 'condemned') this.#condemn(subject, nowMs);
    if (finding === 'clear' || finding === 'unheard') {
      const alone = this.#ownDoubts.has(subject);
      this.#become(subject, alone ? 'suspect' : 'active', alone && this.#self !== undefined ? [this.#self] : [], nowMs);
    } else this.#become(subject, 'suspect', witnesses, nowMs);
  }

  #become(subject: number, to: MemberState, witnesses: readonly number[], nowMs: number): void {
    const from = this.#book.state(subject);
    if (from === to) return;
    this.#book.setState(subject, to, nowMs);
    this.#listener(subject, from, witnesses);
  }

  #condemn(subject: number, nowMs: number): void {
    if (this.#condemned.has(subject)) return;
    if (this.#condemned.size === 0) {
      this.#firstCondemnedMs = nowMs;
      this.#concludeAtMs = nowMs + this.#timings.settleMs;
    }
    this.#condemned.add(subject);
  }

  #spare(subject: number): void {
    if (this.#condemned.delete(subject) && this.#condemned.size === 0) this.#concludeAtMs = Infinity;
  }

  /** Whether somebody was accused, or announced as late, only lately, and is not condemned yet. */
  #othersMayFollow(nowMs: number): boolean {
    for (const key of this.#downSets.accused()) {
      const subject = this.#book.graph.indexOfKey(key);
      if (subject === undefined || !this.#book.isPresent(subject) || this.#condemned.has(subject)) continue;
      if (nowMs - (this.#downSets.accusedSinceMs(key) ?? 0) < this.#timings.batchMs) return true;
    }
    return false;
  }

  /** Its word does not count: it is not there, or doubted. */
  #isUnreliable(index: number): boolean {
    return !this.#book.isPresent(index) || this.#judge.isDoubted(index);
  }

  #key(index: number): number {
    return this.#book.graph.keys[index] ?? -1;
  }
}
