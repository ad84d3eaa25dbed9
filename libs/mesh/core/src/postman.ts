/** Makes messages of what waits for a link, from the newest content, and sends them. */
import type { DownSetBook } from './down-set-book.ts';
import { MAX_MESSAGE_BYTES, MAX_PENDING_NEWS } from './limits.ts';
import type { Link } from './link.ts';
import type { MemberBook } from './member-book.ts';
import type { Section, Wanted } from './membership-wire.ts';
import { encodeSection, joinSections } from './membership-wire.ts';
import { newsKey, newsKind } from './news.ts';
import type { Outbox } from './outbox.ts';

export class Postman {
  readonly #out: Outbox;
  readonly #downSets: DownSetBook;

  constructor(out: Outbox, downSets: DownSetBook) {
    this.#out = out;
    this.#downSets = downSets;
  }

  /** Puts `news` among what waits for `link`. */
  put(link: Link, news: number): void {
    if (link.pending.size < MAX_PENDING_NEWS) link.pending.add(news);
  }

  /** Asks the other end for what it has of `key`, at once. */
  want(link: Link, what: Wanted, key: number): void {
    this.#out.send(link.peer, joinSections([encodeSection({ kind: 'want', what, keys: [key] })]));
  }

  /** Sends `first` and as much of what waits for `link` as one message holds. Returns whether that was all. */
  deliver(link: Link, book: MemberBook, first: Section | null): boolean {
    const sections: Uint8Array[] = first === null ? [] : [encodeSection(first)];
    let room = MAX_MESSAGE_BYTES - 1 - (sections[0]?.length ?? 0);
    for (const news of link.pending) {
      const section = this.#sectionOf(news, book);
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

  #sectionOf(news: number, book: MemberBook): Section | undefined {
    const [kind, key] = [newsKind(news), newsKey(news)];
    if (kind === 'record') {
      const index = book.graph.indexOfKey(key);
      return index === undefined ? undefined : { kind: 'records', records: [book.record(index)] };
    }
    const set = this.#downSets.of(key);
    if (set === undefined) return undefined;
    return kind === 'down-set' ? { kind, set } : { kind: 'refresh', origin: set.origin, version: set.version, tick: set.tick };
  }
}
