import type { AgentConnections, AgentListener } from '@rapidvm/controller-app';
import type { Clock, HostId, Logger, Rng, Timers } from '@rapidvm/kernel';
import type { AgentDirectory } from './agent-directory.ts';
import type { LinkedHost } from './host-link.ts';
import { WatchLoop } from './watch-loop.ts';

interface Options {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
}

interface Watched {
  readonly address: string;
  readonly loop: WatchLoop;
}

/** One watch stream to each host, for ever. Facts go to the listener; it must not take long. */
export class GrpcAgentConnections implements AgentConnections {
  readonly #directory: AgentDirectory;
  readonly #options: Options;
  readonly #loops = new Map<HostId, Watched>();
  /** Loops that were told to stop and have not ended yet. */
  readonly #ending = new Set<Promise<void>>();
  #hosts: readonly LinkedHost[] = [];
  #listener: AgentListener | undefined;
  #started = false;

  constructor(directory: AgentDirectory, options: Options) {
    this.#directory = directory;
    this.#options = options;
  }

  setHosts(hosts: readonly LinkedHost[]): void {
    this.#hosts = hosts.map(({ id, name, agentAddress }) => ({ id, name, agentAddress }));
    this.#directory.setHosts(this.#hosts);
    if (this.#started) this.#reconcile();
  }

  listen(listener: AgentListener): void {
    this.#listener = listener;
  }

  again(hostId: HostId): void {
    this.#loops.get(hostId)?.loop.again();
  }

  async start(): Promise<void> {
    this.#started = true;
    this.#reconcile();
  }

  async stop(): Promise<void> {
    this.#started = false;
    for (const [hostId, watched] of this.#loops) this.#end(hostId, watched);
    await Promise.all(this.#ending);
  }

  #reconcile(): void {
    const wanted = new Map(this.#hosts.map((host) => [host.id, host]));
    for (const [hostId, watched] of this.#loops) {
      if (wanted.get(hostId)?.agentAddress !== watched.address) this.#end(hostId, watched);
    }
    for (const host of wanted.values()) if (!this.#loops.has(host.id)) this.#begin(host);
  }

  #begin({ id: hostId, agentAddress: address }: LinkedHost): void {
    if (this.#listener === undefined) return;
    const loop = new WatchLoop({ ...this.#options, hostId, listener: this.#listener, link: () => this.#directory.link(hostId) });
    this.#loops.set(hostId, { address, loop });
  }

  #end(hostId: HostId, { loop }: Watched): void {
    this.#loops.delete(hostId);
    const ended = loop.stop().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }
}
