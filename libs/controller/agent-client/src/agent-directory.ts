/** The hosts there are and the way to each. */
import type { Clock, HostId, Timers } from '@rapidvm/kernel';
import { notFound } from '@rapidvm/kernel';
import type { ClientIdentity } from './agent-service.ts';
import type { LinkedHost } from './host-link.ts';
import { HostLink } from './host-link.ts';

export class AgentDirectory {
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #links = new Map<HostId, HostLink>();
  #identity: ClientIdentity;

  constructor(identity: ClientIdentity, clock: Clock, timers: Timers) {
    this.#identity = identity;
    this.#clock = clock;
    this.#timers = timers;
  }

  /** Refuses `not-found` for a host that is not, or no longer, ours. */
  link(hostId: HostId): HostLink {
    const link = this.#links.get(hostId);
    if (link === undefined) throw notFound('host', hostId);
    return link;
  }

  hosts(): readonly HostId[] {
    return [...this.#links.keys()];
  }

  has(hostId: HostId): boolean {
    return this.#links.has(hostId);
  }

  /** Links to hosts that stay where they are stay as they are. */
  setHosts(hosts: readonly LinkedHost[]): void {
    const wanted = new Map(hosts.map((host) => [host.id, host]));
    for (const [id, link] of this.#links) {
      const host = wanted.get(id);
      if (host?.agentAddress === link.host.agentAddress && host.name === link.host.name) wanted.delete(id);
      else this.#drop(id, link);
    }
    for (const host of wanted.values()) this.#links.set(host.id, this.#open(host));
  }

  /** A renewed certificate: every link is made anew with it. */
  setIdentity(identity: ClientIdentity): void {
    this.#identity = identity;
    for (const [id, link] of this.#links) {
      link.close();
      this.#links.set(id, this.#open(link.host));
    }
  }

  close(): void {
    for (const [id, link] of this.#links) this.#drop(id, link);
  }

  #open(host: LinkedHost): HostLink {
    return new HostLink(host, this.#identity, this.#clock, this.#timers);
  }

  #drop(id: HostId, link: HostLink): void {
    link.close();
    this.#links.delete(id);
  }
}
