/** The links this member has or wants: to whom it watches and who watches it. */
import { MAX_STRANGERS } from './limits.ts';
import type { Link } from './link.ts';
import { newLink } from './link.ts';
import type { PeerId } from './membership-io.ts';
import type { WatchGraph } from './watch-graph.ts';

export class LinkTable {
  readonly #links = new Map<PeerId, Link>();
  /** Linked, but in no roster that came here yet. */
  readonly #strangers = new Set<PeerId>();

  get(peer: PeerId): Link | undefined {
    return this.#links.get(peer);
  }

  /** May change under the one who goes through it: a link that goes is not met, one that comes is. */
  all(): Iterable<Link> {
    return this.#links.values();
  }

  /** Fits the table to a new graph, in which this member stands at `self` (undefined: nowhere). Returns the links it no longer knows. */
  fit(graph: WatchGraph, self: number | undefined, nowMs: number): readonly Link[] {
    const subjects = new Set(self === undefined ? [] : graph.subjects(self));
    const observers = new Set(self === undefined ? [] : graph.observers(self));
    const known = (peer: PeerId): boolean => self !== undefined && graph.indexOf(peer) !== undefined;
    const gone = [...this.#links.values()].filter(({ peer }) => !known(peer));
    for (const { peer } of gone) this.#links.delete(peer);
    for (const peer of this.#strangers) {
      if (known(peer)) this.#stand(this.#add(peer, nowMs), nowMs);
    }
    for (const index of new Set([...subjects, ...observers])) {
      const peer = graph.members[index]?.peerId;
      if (peer !== undefined && !this.#links.has(peer)) this.#add(peer, nowMs);
    }
    for (const link of this.#links.values()) {
      link.index = graph.indexOf(link.peer) ?? -1;
      link.key = graph.keys[link.index] ?? -1;
      link.addresses = graph.members[link.index]?.addresses ?? [];
      link.watched = subjects.has(link.index);
      link.watchesMe = observers.has(link.index);
    }
    return gone;
  }

  /** A link stands. Undefined for one to somebody that the roster does not know yet. */
  linked(peer: PeerId, graph: WatchGraph, nowMs: number): Link | undefined {
    const index = graph.indexOf(peer);
    if (index === undefined) {
      if (this.#strangers.size < MAX_STRANGERS) this.#strangers.add(peer);
      return undefined;
    }
    const link = this.#links.get(peer) ?? this.#add(peer, nowMs);
    link.index = index;
    link.key = graph.keys[index] ?? -1;
    link.addresses = graph.members[index]?.addresses ?? [];
    this.#stand(link, nowMs);
    return link;
  }

  unlinked(peer: PeerId, nowMs: number): Link | undefined {
    this.#strangers.delete(peer);
    const link = this.#links.get(peer);
    if (link === undefined || !link.linked) return undefined;
    link.linked = false;
    link.linkChangedMs = nowMs;
    link.deafSinceMs = null;
    link.pending.clear();
    link.urgent = false;
    if (!link.watched && !link.watchesMe) this.#links.delete(peer);
    return link;
  }

  #add(peer: PeerId, nowMs: number): Link {
    const link = newLink(peer, nowMs);
    this.#links.set(peer, link);
    this.#strangers.delete(peer);
    return link;
  }

  #stand(link: Link, nowMs: number): void {
    link.linked = true;
    link.everLinked = true;
    link.linkChangedMs = nowMs;
    link.deafSinceMs = null;
    link.malformed = 0;
  }
}
