/** Makes messages of what waits for a link, from the newest content, and sends them. */
import type { DownSetBook } from './down-set-book.ts';
import type { FactsBook } from './facts-book.ts';
import { MAX_MESSAGE_BYTES, MAX_PENDING_NEWS, MAX_QUESTIONS } from './limits.ts';
import type { Link } from './link.ts';
import type { MemberBook } from './member-book.ts';
import type { Section, Wanted } from './membership-wire.ts';
import { encodeSection, joinSections } from './membership-wire.ts';
import { newsKey, newsKind } from './news.ts';
import type { Outbox } from './outbox.ts';

/** A question that was not answered after this long is asked again, maybe of somebody else. */
const ASK_AGAIN_MS = 1000;

/** Members asked for in one message. */
const KEYS_PER_QUESTION = 512;

const WANTED: readonly Wanted[] = ['member', 'down-set'];

function questionOf(what: Wanted, key: number): number {
  return key * WANTED.length + WANTED.indexOf(what);
}

export class Postman {
  readonly #out: Outbox;
  readonly #downSets: DownSetBook;
  readonly #facts: FactsBook;
  /** When each question was asked, oldest first. */
  readonly #asked = new Map<number, number>();
  /** Questions of this call of the machine, to be asked in one message each. */
  readonly #questions = new Map<Link, Readonly<Record<Wanted, number[]>>>();

  constructor(out: Outbox, downSets: DownSetBook, facts: FactsBook) {
    this.#out = out;
    this.#downSets = downSets;
    this.#facts = facts;
  }

  /** Puts `news` among what waits for `link`. */
  put(link: Link, news: number): void {
    if (link.pending.size < MAX_PENDING_NEWS) link.pending.add(news);
  }

  /** Sends one section at once. */
  say(link: Link, section: Section): void {
    this.#out.send(link.peer, joinSections([encodeSection(section)]));
  }

  /** Asks the other end for what it has of `keys`, before this call ends, but for what was asked of somebody a moment ago. */
  ask(link: Link, what: Wanted, keys: readonly number[], nowMs: number): void {
    for (const [question, atMs] of this.#asked) {
      if (nowMs - atMs < ASK_AGAIN_MS) break;
      this.#asked.delete(question);
    }
    for (const key of keys) {
      const question = questionOf(what, key);
      if (this.#asked.has(question) || this.#asked.size >= MAX_QUESTIONS) continue;
      this.#asked.set(question, nowMs);
      const questions = this.#questions.get(link) ?? { member: [], 'down-set': [] };
      questions[what].push(key);
      this.#questions.set(link, questions);
    }
  }

  /** The answer has come: the next question is not one too many. */
  answered(what: Wanted, key: number): void {
    this.#asked.delete(questionOf(what, key));
  }

  /** Sends what was asked since the last time. */
  sendQuestions(): void {
    for (const [link, questions] of this.#questions) {
      for (const what of WANTED) {
        for (let at = 0; at < questions[what].length; at += KEYS_PER_QUESTION) {
          this.say(link, { kind: 'want', what, keys: questions[what].slice(at, at + KEYS_PER_QUESTION) });
        }
      }
    }
    this.#questions.clear();
  }

  /** Sends `first` and as much of what waits for `link` as one message holds. Returns whether that was all. */
  deliver(link: Link, book: MemberBook, first: Section | null, nowMs: number): boolean {
    const sections: Uint8Array[] = first === null ? [] : [encodeSection(first)];
    let room = MAX_MESSAGE_BYTES - 1 - (sections[0]?.length ?? 0);
    for (const news of link.pending) {
      const section = this.#sectionOf(news, book, nowMs);
      if (section !== undefined) {
        const encoded = encodeSection(section);
        if (encoded.length > room) return this.#sent(link, sections, false);
        sections.push(encoded);
        room -= encoded.length;
      }
      link.pending.delete(news);
    }
    return this.#sent(link, sections, true);
  }

  #sent(link: Link, sections: readonly Uint8Array[], all: boolean): boolean {
    link.urgent = !all;
    if (sections.length > 0) this.#out.send(link.peer, joinSections(sections));
    return all;
  }

  #sectionOf(news: number, book: MemberBook, nowMs: number): Section | undefined {
    const [kind, key] = [newsKind(news), newsKey(news)];
    if (kind === 'record') {
      const index = book.graph.indexOfKey(key);
      return index === undefined ? undefined : { kind: 'records', records: [book.record(index)] };
    }
    if (kind === 'facts' || kind === 'load') return this.#facts.section(kind, key);
    const set = this.#downSets.of(key);
    if (set === undefined) return undefined;
    const ageMs = this.#downSets.ageMs(key, nowMs);
    if (kind === 'down-set') return { kind, set, ageMs };
    return { kind: 'refresh', origin: set.origin, version: set.version, tick: set.tick, ageMs };
  }
}
