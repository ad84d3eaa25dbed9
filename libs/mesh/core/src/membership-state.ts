/** What one membership machine knows and shares among its desks. Each field has one desk that changes it, as said beside it. */
import type { Rng } from '@rapidvm/kernel';
import { Court } from './court.ts';
import { Dialler } from './dialler.ts';
import { DownSetBook } from './down-set-book.ts';
import { FactsBook } from './facts-book.ts';
import type { Link } from './link.ts';
import { LinkTable } from './link-table.ts';
import { MemberBook } from './member-book.ts';
import type { MemberState, PeerId } from './membership-io.ts';
import type { MembershipTimings } from './membership-timings.ts';
import { spread } from './news.ts';
import { Outbox } from './outbox.ts';
import { OwnWord } from './own-word.ts';
import { Postman } from './postman.ts';
import { Syncer } from './syncer.ts';
import { SyncTable } from './sync-table.ts';
import type { WatchGraph } from './watch-graph.ts';
import { watchGraph } from './watch-graph.ts';

/** Not the key of any member. */
const NO_KEY = -1;

export class MembershipState {
  readonly self: PeerId;
  readonly life: number;
  readonly timings: MembershipTimings;
  readonly rng: Rng;
  readonly out = new Outbox();
  readonly links = new LinkTable();
  readonly facts = new FactsBook();
  readonly word: OwnWord;
  readonly dialler: Dialler;
  readonly downSets: DownSetBook;
  readonly postman: Postman;
  readonly syncer: Syncer;
  /** These four belong to one roster and are replaced with it. */
  sync = new SyncTable();
  book = new MemberBook(watchGraph([]), this.sync, null, 0);
  court: Court;
  /** This member's index, undefined while the roster does not name it. */
  me: number | undefined;
  /** Whether subjects are to be looked at before this call ends; set by whoever changes what a look would find. */
  lookNow = false;
  /** When urgent news goes out. */
  flushAtMs = Infinity;
  #flushedMs = -Infinity;
  /** Where among the links those begin that hear urgent news first; the same for all that goes out together. */
  #fanAt = 0;

  constructor(self: PeerId, life: number, timings: MembershipTimings, rng: Rng) {
    this.self = self;
    this.life = life;
    this.timings = timings;
    this.rng = rng;
    this.word = new OwnWord(life, timings, rng);
    this.dialler = new Dialler(self, timings, rng);
    this.downSets = new DownSetBook(timings.alertTtlMs, timings.alertMaxAgeMs);
    this.postman = new Postman(this.out, this.downSets, this.facts);
    this.syncer = new Syncer(timings, rng);
    this.court = this.#newCourt();
  }

  get graph(): WatchGraph {
    return this.book.graph;
  }

  get ownKey(): number {
    return this.me === undefined ? NO_KEY : this.keyOf(this.me);
  }

  keyOf(index: number): number {
    return this.graph.keys[index] ?? NO_KEY;
  }

  /** Takes the graph of a new roster; keeps what is known of who stays in it. */
  fit(graph: WatchGraph, nowMs: number): void {
    const isMember = (key: number): boolean => graph.indexOfKey(key) !== undefined;
    this.sync = new SyncTable();
    this.book = new MemberBook(graph, this.sync, this.book, nowMs);
    this.me = graph.indexOf(this.self);
    this.court = this.#newCourt();
    this.downSets.retain(isMember);
    this.facts.retain(isMember);
    for (const key of this.facts.keys()) this.sync.toggleFacts(key, this.facts.versionOf(key));
  }

  /** Sees to it that `news` gets around. `from`: who told it; null for own news. */
  spread(news: number, from: Link | null, urgent: boolean, nowMs: number): void {
    if (spread(news, this.links.all(), { from, urgent, fanAt: urgent ? this.#fanAt : this.rng.fraction() }))
      this.flushSoon(nowMs);
  }

  /** Has what waits for `link` sent within moments. */
  hurry(link: Link, nowMs: number): void {
    link.urgent = true;
    this.flushSoon(nowMs);
  }

  flushSoon(nowMs: number): void {
    const { relayMs, relayGapMs } = this.timings;
    this.flushAtMs = Math.min(this.flushAtMs, Math.max(nowMs + relayMs, this.#flushedMs + relayGapMs));
  }

  /** Urgent news has gone out; the next goes to others. */
  flushed(nowMs: number): void {
    this.flushAtMs = Infinity;
    this.#flushedMs = nowMs;
    this.#fanAt = this.rng.fraction();
  }

  tellState(index: number, from: MemberState, witnesses: readonly number[]): void {
    const member = this.graph.members[index];
    if (member === undefined) return;
    this.out.tell({
      kind: 'member',
      peer: member.peerId,
      from,
      to: this.book.state(index),
      witnesses: witnesses.flatMap((witness) => this.graph.members[witness]?.peerId ?? []),
      incarnation: this.book.incarnation(index),
    });
  }

  indicesOf(keys: Iterable<number>): readonly number[] {
    return [...keys].flatMap((key) => this.graph.indexOfKey(key) ?? []);
  }

  #newCourt(): Court {
    return new Court(this.book, this.me, this.downSets, this.timings, (index, from, witnesses) => {
      this.tellState(index, from, witnesses);
    });
  }
}
