/** Host facts, this member's own and others': told when they change, load seldom and to a few at a time. And the comparison of what members have. */
import type { HostFacts } from '@rapidvm/domain';
import type { Link } from './link.ts';
import type { MembershipState } from './membership-state.ts';
import type { Section } from './membership-wire.ts';
import { newsOf } from './news.ts';
import { answerSync } from './syncer.ts';

const ALL = ['record', 'facts', 'load'] as const;

export class FactsDesk {
  readonly #state: MembershipState;
  /** This member's own: told to whichever roster names it, also when one before did not. */
  #own: HostFacts | null = null;
  #loadAtMs = Infinity;
  #loadToldMs = -Infinity;

  constructor(state: MembershipState) {
    this.#state = state;
  }

  get nextMs(): number {
    return Math.min(this.#loadAtMs, this.#state.syncer.atMs);
  }

  work(nowMs: number): void {
    const { links, postman, sync, syncer } = this.#state;
    if (nowMs >= this.#loadAtMs) this.#tellLoad(nowMs);
    const partner = syncer.due(links, nowMs);
    if (partner !== null) postman.say(partner, { kind: 'digest', hash: sync.digest });
  }

  fit(nowMs: number): void {
    if (this.#own !== null) this.takeOwn(this.#own, nowMs);
    this.#state.syncer.fit(this.#state.graph.size);
    this.#state.syncer.soon(null, nowMs);
  }

  /** Takes this member's own facts. Throws `limit-exceeded` when they are too large for a message. */
  takeOwn(facts: HostFacts, nowMs: number): void {
    const { facts: book, me, ownKey, timings } = this.#state;
    this.#own = facts;
    if (me === undefined) return;
    const before = book.versionOf(ownKey);
    const change = book.own(ownKey, facts);
    this.#noteVersion(ownKey, before);
    if (change === 'facts') this.#state.spread(newsOf('facts', ownKey), null, true, nowMs);
    if (change === 'load') this.#loadAtMs = Math.min(this.#loadAtMs, Math.max(nowMs, this.#loadToldMs + timings.loadMs));
  }

  /** Takes another's facts or load. False for what is malformed. */
  read(link: Link, section: Section & { kind: 'facts' | 'load' }, nowMs: number): boolean {
    const { facts: book, graph, me, out, postman } = this.#state;
    const index = graph.indexOfKey(section.key);
    const member = index === undefined ? undefined : graph.members[index];
    if (member === undefined || index === me) return true;
    const before = book.versionOf(section.key);
    const outcome = book.take(section, member.hostId);
    if (outcome === 'unknown') postman.ask(link, 'member', [section.key], nowMs);
    if (outcome !== 'changed') return outcome !== 'malformed';
    this.#noteVersion(section.key, before);
    this.#state.spread(newsOf(section.kind, section.key), link, section.kind === 'facts', nowMs);
    const facts = book.get(section.key);
    if (facts !== undefined) out.tell({ kind: 'facts', peer: member.peerId, facts });
    return true;
  }

  readSync(link: Link, section: Section & { kind: 'digest' | 'buckets' | 'entries' }, nowMs: number): void {
    const { book, facts, postman, sync, syncer } = this.#state;
    const { reply, tell, ask, more } = answerSync(section, sync, book, facts);
    if (reply !== null) postman.say(link, reply);
    for (const news of tell) postman.put(link, news);
    if (tell.length > 0) this.#state.hurry(link, nowMs);
    postman.ask(link, 'member', ask, nowMs);
    if (more || tell.length + ask.length > 0) syncer.soon(null, nowMs);
  }

  /** Has all that is known of a member told to `link`. */
  tellAllOf(link: Link, key: number): void {
    for (const kind of ALL) this.#state.postman.put(link, newsOf(kind, key));
  }

  /** Load goes with the beats, to a few: who misses it hears the next. */
  #tellLoad(nowMs: number): void {
    this.#loadAtMs = Infinity;
    this.#loadToldMs = nowMs;
    this.#state.spread(newsOf('load', this.#state.ownKey), null, false, nowMs);
  }

  #noteVersion(key: number, before: number): void {
    this.#state.sync.toggleFacts(key, before);
    this.#state.sync.toggleFacts(key, this.#state.facts.versionOf(key));
  }
}
