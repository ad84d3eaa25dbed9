/** Turns down-sets into states: judges who is concerned by what changed, and lets those who fail together fail as one cut. */
import type { DownSetBook } from './down-set-book.ts';
import type { MemberBook } from './member-book.ts';
import type { MemberState } from './membership-io.ts';
import type { MembershipTimings } from './membership-timings.ts';
import { Judge } from './verdict.ts';

/** Between two looks at a cut that waits for the rest of a rack. */
const RECHECK_MS = 50;

/** A member that is not there is not asked; one that is doubted is asked and not believed. */
const WORTH = { none: 0, doubted: 1, full: 2 } as const;

/** Told of each change of state, after it was noted in the book. `witnesses`: indices. */
export type StateListener = (index: number, from: MemberState, witnesses: readonly number[]) => void;

export class Court {
  readonly #book: MemberBook;
  readonly #downSets: DownSetBook;
  readonly #timings: MembershipTimings;
  readonly #judge: Judge;
  readonly #listener: StateListener;
  /** To be judged before this call of the machine ends: one message may change what is said of many, and of one many times. */
  readonly #waiting = new Set<number>();
  /** What the word of each member was worth when it was judged last. */
  readonly #worth: Uint8Array;
  /** Condemned, and waiting for others to be failed with. */
  readonly #condemned = new Set<number>();
  #firstCondemnedMs = 0;
  #concludeAtMs = Infinity;
  #hasHeardFirst = false;
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
    this.#worth = Uint8Array.from({ length: book.graph.size }, (_, index) => this.#worthOf(index));
  }

  /** When `conclude` should be called; Infinity for not before something changes. */
  get concludeAtMs(): number {
    return this.#concludeAtMs;
  }

  /** Has `subjects` judged anew, and all whose observers they are if that makes a difference to them. */
  summon(subjects: Iterable<number>): void {
    for (const subject of subjects) this.#waiting.add(subject);
  }

  /** Judges who was summoned, and fails who is condemned when it is time. */
  sit(nowMs: number): void {
    this.#judgeWaiting(nowMs);
    this.#conclude(nowMs);
  }

  /** Whoever the member at `observer` watches and somebody accuses. */
  concernedBy(observer: number): readonly number[] {
    return this.#book.graph.subjects(observer).filter((subject) => this.#downSets.isAccused(this.#key(subject)));
  }

  /** Takes who is down for this member alone, because it is isolated. Has judged anew who came or went. */
  doubtAlone(doubts: readonly number[]): void {
    this.summon(this.#ownDoubts);
    this.#ownDoubts = new Set(doubts);
    this.summon(doubts);
  }

  /**
   * This member did not run for a while: what was said meanwhile, by whom it is about to fail too, is heard first. Once for each cut, or a member
   * that is always late would never conclude.
   */
  hearFirst(nowMs: number): void {
    if (this.#condemned.size === 0 || this.#hasHeardFirst) return;
    this.#hasHeardFirst = true;
    this.#concludeAtMs = Math.max(this.#concludeAtMs, nowMs + this.#timings.settleMs);
  }

  #judgeWaiting(nowMs: number): void {
    for (const subject of this.#waiting) {
      this.#waiting.delete(subject);
      this.#assess(subject, nowMs);
      const worth = this.#worthOf(subject);
      if (worth === this.#worth[subject]) continue;
      this.#worth[subject] = worth;
      this.summon(this.concernedBy(subject));
    }
  }

  /** Fails who is condemned, unless others are about to be. */
  #conclude(nowMs: number): void {
    if (nowMs < this.#concludeAtMs) return;
    if (nowMs < this.#firstCondemnedMs + this.#timings.batchMs && this.#othersMayFollow(nowMs)) {
      this.#concludeAtMs = nowMs + RECHECK_MS;
      return;
    }
    // On what is said now, not on what was said when they were condemned.
    this.summon(this.#condemned);
    this.#judgeWaiting(nowMs);
    if (nowMs < this.#concludeAtMs) return;
    const cut = [...this.#condemned];
    this.#condemned.clear();
    this.#concludeAtMs = Infinity;
    const witnesses = cut.map((subject) => this.#judge.judge(subject).witnesses);
    cut.forEach((subject, place) => this.#become(subject, 'failed', witnesses[place] ?? [], nowMs));
    this.summon(cut);
    this.#judgeWaiting(nowMs);
  }

  #assess(subject: number, nowMs: number): void {
    const state = this.#book.state(subject);
    // One that leaves while its cut waits for others has not failed.
    if (subject === this.#self || state === 'joining' || state === 'left') return this.#spare(subject);
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
      this.#hasHeardFirst = false;
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

  /** What its word counts for when it observes others. */
  #worthOf(index: number): number {
    if (!this.#book.isPresent(index)) return WORTH.none;
    return this.#judge.isDoubted(index) ? WORTH.doubted : WORTH.full;
  }

  #key(index: number): number {
    return this.#book.graph.keys[index] ?? -1;
  }
}
