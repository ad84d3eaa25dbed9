/** Links: they come, go, are wanted, carry beats and news, and are dropped when nothing comes any more. */
import { MAX_MALFORMED } from './limits.ts';
import type { Link } from './link.ts';
import { heard } from './link.ts';
import type { PeerId } from './membership-io.ts';
import type { MembershipState } from './membership-state.ts';
import type { Beat } from './membership-wire.ts';
import { dialsFirst } from './dials-first.ts';
import { newsOf } from './news.ts';
import { Pace } from './pace.ts';
import type { WatchGraph } from './watch-graph.ts';

/** A member to whom I beat seldom says that it does not hear me after so many of my beats. */
const SLOW_BEATS_MISSED = 3;

export class LinkDesk {
  readonly #state: MembershipState;
  readonly #pace: Pace;
  #beats = 0;

  constructor(state: MembershipState) {
    this.#state = state;
    this.#pace = new Pace(state.timings);
  }

  get nextMs(): number {
    const { dialler, flushAtMs } = this.#state;
    return Math.min(this.#pace.nextMs, flushAtMs, dialler.nextAtMs());
  }

  /** Beats when it is time. Returns whether it did. */
  beat(nowMs: number): boolean {
    const { timings, links } = this.#state;
    if (nowMs < this.#pace.nextMs) return false;
    this.#pace.beaten(nowMs, links.all(), this.#state.ownKey);
    this.#beats += 1;
    const slow = this.#beats % timings.slowBeatEvery === 0;
    for (const link of links.all()) {
      if (!link.linked) continue;
      if (link.watchesMe || slow || link.pending.size > 0) this.#deliver(link, this.#beatTo(link, nowMs), nowMs);
      if (link.watched && nowMs - link.lastHeardMs >= timings.dropLinkMs) this.#drop(link, nowMs);
    }
    this.#state.lookNow = true;
    return true;
  }

  /** Dials whom it is time to dial, and sends urgent news. */
  work(nowMs: number): void {
    const { dialler, links, out, flushAtMs } = this.#state;
    for (const { peer, addresses } of dialler.due(nowMs)) out.dial(peer, addresses);
    if (nowMs < flushAtMs) return;
    this.#state.flushed(nowMs);
    for (const link of links.all()) {
      if (link.urgent && link.linked) this.#deliver(link, null, nowMs);
    }
  }

  /** A new roster: drops links to who is no member, wants those to new neighbours. */
  fit(graph: WatchGraph, nowMs: number): void {
    const { dialler, links, me, out, rng, timings } = this.#state;
    const known = new Set(links.all());
    for (const link of links.fit(graph, me, nowMs)) {
      dialler.done(link);
      if (link.linked) out.drop(link.peer);
    }
    for (const link of links.all()) {
      if (link.linked && !known.has(link)) this.#greet(link, nowMs);
      this.#want(link, nowMs);
    }
    this.#pace.begin(nowMs + rng.fraction() * timings.beatMs);
  }

  linked(peer: PeerId, nowMs: number): void {
    const { dialler, graph, links } = this.#state;
    const link = links.linked(peer, graph, nowMs);
    if (link === undefined) return;
    dialler.done(link);
    this.#hear(link, nowMs);
    this.#greet(link, nowMs);
  }

  unlinked(peer: PeerId, nowMs: number): void {
    const link = this.#state.links.unlinked(peer, nowMs);
    if (link === undefined) return;
    this.#want(link, nowMs);
    this.#state.lookNow ||= link.watched;
  }

  dialFailed(peer: PeerId, refused: boolean, nowMs: number): void {
    const link = this.#state.links.get(peer);
    if (link === undefined || link.linked) return;
    this.#state.dialler.failed(link, refused, nowMs);
    this.#state.lookNow ||= link.watched;
  }

  /** Bytes have come: whatever they say, their sender lives. Undefined when there is no such link. */
  heardFrom(peer: PeerId, nowMs: number): Link | undefined {
    const link = this.#state.links.get(peer);
    if (link === undefined || !link.linked) return undefined;
    this.#hear(link, nowMs);
    return link;
  }

  /** A beat has come: maybe it is time for this member's own. */
  keepPace(link: Link, nowMs: number): void {
    this.#pace.heard(link, nowMs);
  }

  /** Bytes that are no message. One may be a mistake; somebody who goes on is cut off, and dialled again. */
  refuse(link: Link, nowMs: number): void {
    link.malformed += 1;
    if (link.malformed >= MAX_MALFORMED) this.#drop(link, nowMs);
  }

  /** Says goodbye on every link, ahead of all else. */
  sayGoodbye(nowMs: number): void {
    const { book, links, ownKey, postman } = this.#state;
    for (const link of links.all()) {
      if (!link.linked) continue;
      link.pending.clear();
      postman.put(link, newsOf('record', ownKey));
      postman.deliver(link, book, null, nowMs);
    }
  }

  #want(link: Link, nowMs: number): void {
    const { book, dialler } = this.#state;
    dialler.wantIfNeeded(link, book.state(link.index) !== 'left', nowMs);
  }

  #hear(link: Link, nowMs: number): void {
    heard(link, nowMs);
    this.#state.lookNow ||= link.watched && link.edge !== 'up';
    link.edge = 'up';
  }

  /** First words on a link: that I live, and who is said not to. */
  #greet(link: Link, nowMs: number): void {
    const { downSets, ownKey, postman, self, syncer } = this.#state;
    postman.put(link, newsOf('record', ownKey));
    for (const origin of downSets.origins()) postman.put(link, newsOf('refresh', origin));
    this.#deliver(link, this.#beatTo(link, nowMs), nowMs);
    if (dialsFirst(self, link.peer)) syncer.soon(link, nowMs);
  }

  #deliver(link: Link, first: Beat | null, nowMs: number): void {
    const { book, postman } = this.#state;
    if (!postman.deliver(link, book, first, nowMs)) this.#state.hurry(link, nowMs);
  }

  #drop(link: Link, nowMs: number): void {
    this.#state.out.drop(link.peer);
    this.unlinked(link.peer, nowMs);
  }

  #beatTo(link: Link, nowMs: number): Beat {
    const { book, timings, word } = this.#state;
    const deafMs = link.watched ? timings.silenceMs : timings.beatMs * timings.slowBeatEvery * SLOW_BEATS_MISSED;
    const state = book.state(link.index);
    return {
      kind: 'beat',
      incarnation: word.incarnation,
      nonce: word.nonce,
      hearsYou: nowMs - link.lastHeardMs < deafMs,
      doubted: state === 'suspect' || state === 'failed' ? book.incarnation(link.index) : 0,
    };
  }
}
