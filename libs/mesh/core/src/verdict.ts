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

/** Who was asked about a subject, and who of them says that it is down. */
interface Hearing {
  readonly asked: readonly number[];
  readonly accusing: readonly number[];
}

/**
 * Judges subjects by their observers. Who is not present or abstains is not asked. An observer that is itself doubted is not believed when
 * it accuses and not missed when it is silent: so each side of a mesh that is cut in half concludes on the other by the word of its own,
 * and when both sides' words meet again, neither condemns anybody.
 */
export class Judge {
  readonly #book: MemberBook;
  readonly #downSets: DownSetBook;
  /** Who is doubted, as of the books in the editions below: a cut in a large mesh asks for each member thousands of times. */
  readonly #doubted = new Map<number, boolean>();
  #bookEdition = -1;
  #downSetEdition = -1;

  constructor(book: MemberBook, downSets: DownSetBook) {
    this.#book = book;
    this.#downSets = downSets;
  }

  judge(subject: number): Verdict {
    const { asked, accusing } = this.#hear(subject);
    if (asked.length === 0) return { finding: 'unheard', witnesses: [] };
    if (accusing.length === 0) return { finding: 'clear', witnesses: [] };
    const believed = accusing.filter((observer) => !this.isDoubted(observer));
    const reliable = asked.filter((observer) => !this.isDoubted(observer)).length;
    const enough = believed.length >= MIN_WITNESSES && believed.length >= reliable * CONDEMNING_SHARE;
    if (enough && believed.length >= asked.length * DOUBTING_SHARE) return { finding: 'condemned', witnesses: believed };
    return { finding: accusing.length >= asked.length * DOUBTING_SHARE ? 'doubted' : 'clear', witnesses: accusing };
  }

  /** How many observers are asked about `subject` now, and how many of them make it suspect, and failed. For people. */
  bars(subject: number): { readonly asked: number; readonly suspectAt: number; readonly failedAt: number } {
    const { asked } = this.#hear(subject);
    const reliable = asked.filter((observer) => !this.isDoubted(observer)).length;
    const suspectAt = Math.max(1, Math.ceil(asked.length * DOUBTING_SHARE));
    return {
      asked: asked.length,
      suspectAt,
      failedAt: Math.max(MIN_WITNESSES, suspectAt, Math.ceil(reliable * CONDEMNING_SHARE)),
    };
  }

  /** Whether at least DOUBTING_SHARE of those asked accuse it, believed or not. */
  isDoubted(subject: number): boolean {
    this.#forgetOldEditions();
    let doubted = this.#doubted.get(subject);
    if (doubted === undefined) {
      const { asked, accusing } = this.#hear(subject);
      doubted = accusing.length > 0 && accusing.length >= asked.length * DOUBTING_SHARE;
      this.#doubted.set(subject, doubted);
    }
    return doubted;
  }

  #hear(subject: number): Hearing {
    const { graph } = this.#book;
    const accusations = this.#downSets.accusersOf(graph.keys[subject] ?? -1);
    const incarnation = this.#book.incarnation(subject);
    const asked: number[] = [];
    const accusing: number[] = [];
    for (const observer of graph.observers(subject)) {
      const key = graph.keys[observer] ?? -1;
      if (!this.#book.isPresent(observer) || this.#downSets.abstains(key)) continue;
      asked.push(observer);
      const accusation = accusations.get(key);
      if (accusation?.down === true && accusation.incarnation >= incarnation) accusing.push(observer);
    }
    return { asked, accusing };
  }

  #forgetOldEditions(): void {
    if (this.#bookEdition === this.#book.edition && this.#downSetEdition === this.#downSets.edition) return;
    this.#doubted.clear();
    this.#bookEdition = this.#book.edition;
    this.#downSetEdition = this.#downSets.edition;
  }
}
