/**
 * Anti-entropy: now and then a digest to one other member; only where that differs do versions flow, and only what one of the two lacks follows.
 * digest → the other's bucket hashes → own versions in the buckets that differ → what is newer there, and questions for what is newer here.
 */
import type { Rng } from '@rapidvm/kernel';
import type { FactsBook } from './facts-book.ts';
import { MAX_SYNC_ENTRIES, SYNC_OFTEN_MEMBERS } from './limits.ts';
import type { Link } from './link.ts';
import type { LinkTable } from './link-table.ts';
import type { MemberBook } from './member-book.ts';
import type { MembershipTimings } from './membership-timings.ts';
import type { Section, SyncEntry } from './membership-wire.ts';
import type { NewsKind } from './news.ts';
import { newsOf } from './news.ts';
import type { SyncTable } from './sync-table.ts';

/** Between two comparisons while differences are being found, as a share of the time between two when there are none. */
const BUSY_SHARE = 1 / 4;

export interface SyncAnswer {
  /** To be sent back at once. */
  readonly reply: Section | null;
  /** News that the other end lacks. */
  readonly tell: readonly number[];
  /** Members that it has something newer of. */
  readonly ask: readonly number[];
  /** Not all that differs went into the answer. */
  readonly more: boolean;
}

const NOTHING: SyncAnswer = { reply: null, tell: [], ask: [], more: false };

export class Syncer {
  readonly #timings: MembershipTimings;
  readonly #rng: Rng;
  /** Between two comparisons on average. */
  #everyMs: number;
  #lastMs = -Infinity;
  #atMs = Infinity;
  /** Linked lately and not compared with: goes before chance. */
  #next: Link | null = null;

  constructor(timings: MembershipTimings, rng: Rng) {
    this.#timings = timings;
    this.#rng = rng;
    this.#everyMs = timings.syncMs;
  }

  /** Takes the number of members: the more, the more each comparison may cost, and the seldomer it is. */
  fit(members: number): void {
    this.#everyMs = this.#timings.syncMs * Math.max(1, members / SYNC_OFTEN_MEMBERS);
  }

  get atMs(): number {
    return this.#atMs;
  }

  /** Compare before long: with `link`, or with anybody. */
  soon(link: Link | null, nowMs: number): void {
    if (link !== null) this.#next = link;
    const earliest = this.#lastMs + this.#everyMs * BUSY_SHARE * (0.5 + this.#rng.fraction());
    this.#atMs = Math.min(this.#atMs, Math.max(nowMs + this.#timings.relayMs, earliest));
  }

  /** Whom to send the digest now; null when it is not time, or nobody is linked. */
  due(links: LinkTable, nowMs: number): Link | null {
    if (nowMs < this.#atMs) return null;
    this.#lastMs = nowMs;
    this.#atMs = nowMs + this.#everyMs * (0.5 + this.#rng.fraction());
    const linked = [...links.all()].filter((link) => link.linked);
    const next = this.#next?.linked === true ? this.#next : null;
    this.#next = null;
    return next ?? linked[Math.floor(this.#rng.fraction() * linked.length)] ?? null;
  }
}

/** What follows from a digest or bucket hashes or versions that came, for a member that has `table`, `book` and `facts`. */
export function answerSync(
  section: Section & { kind: 'digest' | 'buckets' | 'entries' },
  table: SyncTable,
  book: MemberBook,
  facts: FactsBook,
): SyncAnswer {
  if (section.kind === 'digest') {
    return section.hash === table.digest ? NOTHING : { ...NOTHING, reply: { kind: 'buckets', hashes: table.hashes } };
  }
  if (section.kind === 'buckets') {
    const differing = table.differing(section.hashes);
    const reply = versionsIn(differing, book, facts);
    return { ...NOTHING, reply, more: reply !== null && reply.buckets.length < differing.length };
  }
  return compare(section.buckets, section.entries, book, facts);
}

function versionsIn(differing: readonly number[], book: MemberBook, facts: FactsBook): (Section & { kind: 'entries' }) | null {
  const buckets: number[] = [];
  const entries: SyncEntry[] = [];
  for (const bucket of differing) {
    const members = book.graph.inBucket(bucket);
    if (buckets.length > 0 && entries.length + members.length > MAX_SYNC_ENTRIES) break;
    buckets.push(bucket);
    for (const index of members) {
      const entry = entryOf(index, book, facts);
      if (entry.incarnation > 0 || entry.factsVersion > 0) entries.push(entry);
    }
  }
  return buckets.length === 0 ? null : { kind: 'entries', buckets, entries };
}

function compare(buckets: readonly number[], entries: readonly SyncEntry[], book: MemberBook, facts: FactsBook): SyncAnswer {
  const theirs = new Map(entries.map((entry) => [entry.key, entry]));
  const [tell, ask]: [number[], number[]] = [[], []];
  for (const bucket of buckets) {
    for (const index of book.graph.inBucket(bucket)) {
      const mine = entryOf(index, book, facts);
      const other = theirs.get(mine.key) ?? { key: mine.key, incarnation: 0, left: false, factsVersion: 0 };
      tell.push(...lacking(mine, other, facts.baseOf(mine.key)));
      if (isNewer(other, mine)) ask.push(mine.key);
    }
  }
  return { ...NOTHING, tell, ask };
}

/** What is to be told of a member to who has only `other` of it; `base`: the version of its whole facts here. */
function lacking(mine: SyncEntry, other: SyncEntry, base: number): readonly number[] {
  const kinds: NewsKind[] = [];
  if (mine.incarnation > other.incarnation || (mine.incarnation === other.incarnation && mine.left && !other.left))
    kinds.push('record');
  if (base > other.factsVersion) kinds.push('facts');
  if (mine.factsVersion > other.factsVersion) kinds.push('load');
  return kinds.map((kind) => newsOf(kind, mine.key));
}

function isNewer(a: SyncEntry, b: SyncEntry): boolean {
  if (a.factsVersion > b.factsVersion || a.incarnation > b.incarnation) return true;
  return a.incarnation === b.incarnation && a.left && !b.left;
}

function entryOf(index: number, book: MemberBook, facts: FactsBook): SyncEntry {
  const { key, incarnation, left } = book.record(index);
  return { key, incarnation, left, factsVersion: facts.versionOf(key) };
}
