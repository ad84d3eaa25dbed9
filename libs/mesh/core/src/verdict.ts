/** What the down-sets say of one subject. Pure: the same records, down-sets and graph give the same verdict everywhere. */
import type { DownSetBook } from './down-set-book.ts';
import { CONDEMNING_SHARE, DOUBTING_SHARE, MIN_WITNESSES } from './limits.ts';
import type { MemberBook } from './member-book.ts';

/** clear: hardly anybody accuses it. doubted: enough to be suspect. condemned: enough to be failed. unheard: nobody is there to tell. */
export interface Verdict {
  readonly finding: 'clear' | 'doubted' | 'condemned' | 'unheard';
  /** Indices of the observers that say that it is down and whose word counts. */
  readonly witnesses: readonly number[];
}

/**
 * Judges subjects by their observers. Who is not present or abstains is not asked. An observer that is itself doubted is not believed when
 * it accuses and not missed when it is silent: so each side of a mesh that is cut in half concludes on the other by the word of its own,
 * and when both sides' words meet again, neither condemns anybody.
 */
export class Judge {
  readonly #book: MemberBook;
  readonly #downSets: DownSetBook;

  constructor(book: MemberBook, downSets: DownSetBook) {
    this.#book = book;
    this.#downSets = downSets;
  }

  judge(subject: number): Verdict {
    const asked = this.#asked(subject);
    const accusing = asked.filter((observer) => this.#accuses(observer, subject));
    const believed = accusing.filter((observer) => !this.isDoubted(observer));
    const heard = believed.length + asked.filter((each) => !accusing.includes(each) && !this.isDoubted(each)).length;
    const enough = believed.length >= MIN_WITNESSES && believed.length >= heard * CONDEMNING_SHARE;
    if (enough && believed.length >= asked.length * DOUBTING_SHARE) return { finding: 'condemned', witnesses: believed };
    if (asked.length === 0) return { finding: 'unheard', witnesses: [] };
    const doubted = accusing.length > 0 && accusing.length >= asked.length * DOUBTING_SHARE;
    return { finding: doubted ? 'doubted' : 'clear', witnesses: accusing };
  }

  /** Whether at least DOUBTING_SHARE of those asked accuse it, believed or not. */
  isDoubted(subject: number): boolean {
    if (!this.#downSets.isAccused(this.#key(subject))) return false;
    const asked = this.#asked(subject);
    const accusing = asked.filter((observer) => this.#accuses(observer, subject)).length;
    return accusing > 0 && accusing >= asked.length * DOUBTING_SHARE;
  }

  #asked(subject: number): readonly number[] {
    return this.#book.graph
      .observers(subject)
      .filter((observer) => this.#book.isPresent(observer) && !this.#downSets.abstains(this.#key(observer)));
  }

  #accuses(observer: number, subject: number): boolean {
    return this.#downSets.accuses(this.#key(observer), this.#key(subject), this.#book.incarnation(subject));
  }

  #key(index: number): number {
    return this.#book.graph.keys[index] ?? -1;
  }
}
