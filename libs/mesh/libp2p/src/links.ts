/** Who this member is linked with now: at most a connection or two for each member, one of which carries what is sent. */
import type { Logger, Timers } from '@rapidvm/kernel';
import type { Connection, Stream } from './link.ts';
import { Link } from './link.ts';
import { MAX_LINKS_PER_PEER, SURPLUS_LINK_MS } from './limits.ts';

export interface LinksOptions {
  readonly self: string;
  readonly linked: (peerId: string) => void;
  readonly unlinked: (peerId: string) => void;
  readonly received: (peerId: string, message: Uint8Array) => void;
  readonly timers: Timers;
  readonly logger: Logger;
}

export class Links {
  readonly #options: LinksOptions;
  /** The newest link of each member last. */
  readonly #links = new Map<string, Link[]>();
  readonly #unflushed = new Set<Link>();
  /** Messages dropped for each member since the last report. */
  readonly #dropped = new Map<string, number>();

  constructor(options: LinksOptions) {
    this.#options = options;
  }

  /** Takes a new connection with its stream, whoever dialled it. */
  adopt(connection: Connection, stream: Stream): void {
    const peerId = connection.remotePeer.toString();
    const { received, linked } = this.#options;
    const link = new Link(connection, stream, {
      received: (message) => received(peerId, message),
      closed: () => this.#forget(link),
    });
    const links = [...(this.#links.get(peerId) ?? []), link];
    this.#links.set(peerId, links);
    if (links.length > MAX_LINKS_PER_PEER) links[0]?.close('replaced by newer ones');
    else if (links.length > 1) this.#closeSurplusLater(peerId);
    if (links.length === 1) linked(peerId);
  }

  /** Takes `message` for the next `flush`; false when it is dropped. */
  send(peerId: string, message: Uint8Array): boolean {
    const link = this.#links.get(peerId)?.at(-1);
    if (link === undefined) return false;
    if (!link.send(message)) {
      this.#dropped.set(peerId, (this.#dropped.get(peerId) ?? 0) + 1);
      return false;
    }
    this.#unflushed.add(link);
    return true;
  }

  /** Writes everything that was sent since the last time. */
  flush(): void {
    for (const link of this.#unflushed) link.flush();
    this.#unflushed.clear();
  }

  drop(peerId: string, reason: string): void {
    const links = this.#links.get(peerId);
    if (links === undefined) return;
    this.#options.logger.info('cut off a mesh connection', { peerId, reason });
    for (const link of links) link.close(reason);
  }

  peers(): readonly string[] {
    return [...this.#links.keys()];
  }

  /** Bytes that wait for a member that does not read. */
  backlog(peerId: string): number {
    return (this.#links.get(peerId) ?? []).reduce((sum, link) => sum + link.backlog, 0);
  }

  /** Logs what was dropped since the last call, one line a member. */
  reportDropped(): void {
    for (const [peerId, count] of this.#dropped)
      this.#options.logger.warn('dropped messages for a mesh member that does not read them', { peerId, count });
    this.#dropped.clear();
  }

  #forget(link: Link): void {
    this.#unflushed.delete(link);
    const left = (this.#links.get(link.peerId) ?? []).filter((other) => other !== link);
    if (left.length > 0) {
      this.#links.set(link.peerId, left);
      return;
    }
    this.#links.delete(link.peerId);
    this.#options.unlinked(link.peerId);
  }

  /** Of two members only one closes the surplus, so that they do not close both. */
  #closeSurplusLater(peerId: string): void {
    if (this.#options.self > peerId) return;
    this.#options.timers.after(SURPLUS_LINK_MS, () => {
      for (const link of this.#links.get(peerId)?.slice(0, -1) ?? []) link.close('one connection is enough');
    });
  }
}
