/** Members' last words of themselves: who lives, who has left, who speaks in another's name; and this member's own. */
import { IdentityWatch } from './identity-watch.ts';
import { DOUBTING_SHARE, REFUTATIONS_PER_LIFE } from './limits.ts';
import type { Link } from './link.ts';
import type { MembershipState } from './membership-state.ts';
import type { Beat, MemberRecord } from './membership-wire.ts';
import { newsOf } from './news.ts';

export class RecordDesk {
  readonly #state: MembershipState;
  readonly #identities = new IdentityWatch();

  constructor(state: MembershipState) {
    this.#state = state;
  }

  /** A new roster: forgets who is no member. */
  fit(): void {
    this.#identities.retain((key) => this.#state.graph.indexOfKey(key) !== undefined);
  }

  readBeat(link: Link, beat: Beat, nowMs: number): void {
    this.learn({ key: link.key, incarnation: beat.incarnation, nonce: beat.nonce, left: false }, link, nowMs);
    if (beat.hearsYou) link.deafSinceMs = null;
    else link.deafSinceMs ??= nowMs;
    if (beat.doubted > 0) this.#state.word.contest(beat.doubted);
  }

  /** Takes a record that came over the link `from`, from its owner or passed on, and passes on what is news. */
  learn(record: MemberRecord, from: Link, nowMs: number): void {
    const { book, court, downSets, graph, word } = this.#state;
    const index = graph.indexOfKey(record.key);
    if (index === undefined) return;
    this.#watchForImpostor(index, record, nowMs);
    if (!book.isNews(index, record)) return;
    if (index === this.#state.me) return word.contest(record.incarnation);
    const [before, sameLife] = [book.state(index), record.incarnation === book.incarnation(index)];
    const wordOfLifeBefore =
      lifeOf(record) > lifeOf({ incarnation: book.incarnation(index) }) ? downSets.forget(record.key) : undefined;
    const after = record.left ? 'left' : before === 'suspect' && sameLife ? 'suspect' : 'active';
    book.set(index, record, after, nowMs);
    if (before !== after) this.#state.tellState(index, before, []);
    this.#state.spread(newsOf('record', record.key), from, true, nowMs);
    this.#startAnew(index, nowMs);
    // What another process of this member saw is not what this one sees.
    court.summon(this.#state.indicesOf((wordOfLifeBefore?.accused ?? []).map(({ key }) => key)));
    court.summon([index, ...court.concernedBy(index)]);
  }

  /** Refutes what is held against this member, when it is time. */
  refute(nowMs: number): void {
    if (this.#state.word.refute(nowMs)) this.announceSelf(nowMs);
  }

  /** Tells everybody that this member lives, in its newest incarnation. */
  announceSelf(nowMs: number): void {
    const { book, court, me, ownKey, word } = this.#state;
    if (me === undefined) return;
    book.set(me, word, 'active', nowMs);
    // Who refutes is no longer doubted, and its silence about others counts again.
    court.summon([me]);
    this.#state.spread(newsOf('record', ownKey), null, true, nowMs);
  }

  /** Contests what this member's observers say of it, when they are enough to make it suspect to somebody. */
  contestAccusations(): void {
    const { book, downSets, graph, me, ownKey, word } = this.#state;
    const accusers = downSets.accusersOf(ownKey);
    if (me === undefined || accusers.size === 0) return;
    const meant = [...accusers.values()].filter(({ down, incarnation }) => down && incarnation >= word.incarnation);
    const observers = graph.observers(me).filter((index) => book.state(index) !== 'joining');
    if (meant.length < observers.length * DOUBTING_SHARE) return;
    word.contest(Math.max(0, ...meant.map(({ incarnation }) => incarnation)));
  }

  #watchForImpostor(index: number, record: MemberRecord, nowMs: number): void {
    const { book, graph, me, out, word } = this.#state;
    const peer = graph.members[index]?.peerId;
    // What is later than my own word is contested first: it may be the last of an earlier start whose number was lost with the disk.
    if (index === me && record.incarnation !== word.incarnation) return;
    if (this.#identities.hear(book.record(index), record, nowMs) && peer !== undefined) out.tell({ kind: 'impostor', peer });
  }

  /** A new life of a member: what its link held against the one before counts no more. */
  #startAnew(index: number, nowMs: number): void {
    const { dialler, graph, links } = this.#state;
    const link = links.get(graph.members[index]?.peerId ?? '');
    if (link === undefined) return;
    this.#state.lookNow ||= link.watched;
    // What no link stands for was dialled when it did not live, if at all.
    if (link.edge !== 'up' || !link.linked) {
      link.newLifeMs = nowMs;
      link.edge = 'up';
      link.refusals = 0;
      link.failedDials = 0;
      link.linkChangedMs = nowMs;
    }
    dialler.wantIfNeeded(link, this.#state.book.state(index) !== 'left', nowMs);
    dialler.hurry(link, nowMs);
  }
}

/** Which start of its host's agent this is. */
function lifeOf({ incarnation }: Pick<MemberRecord, 'incarnation'>): number {
  return Math.floor(incarnation / REFUTATIONS_PER_LIFE);
}
