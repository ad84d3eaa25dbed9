/** Says what this member has to say: at once when it changed, and every few seconds again. */
import type { HostFacts } from '@rapidvm/domain';
import type { Clock, Generation, HostId, Logger, Rng, Timer, Timers } from '@rapidvm/kernel';
import { nextGeneration } from '@rapidvm/kernel';
import { encodeMeshMessage, versionFloor } from '@rapidvm/mesh-core';
import { PUBLISH_GAP_MS, REPUBLISH_MS } from './limits.ts';
import { jittered } from './redialer.ts';

/** The host that a member speaks for. */
export interface MeshHost {
  readonly hostId: HostId;
  /** The number of this start of the agent: whole, from 1, larger at each start, kept on the host's disk. */
  readonly incarnation: number;
}

/** Facts as their host knows them; the mesh gives them the host's id and the next version. */
export type OwnFacts = Omit<HostFacts, 'hostId' | 'version'>;

export interface FactsPublisherOptions {
  /** Null for a member that has no host: it only says that it lives. */
  readonly host: MeshHost | null;
  readonly send: (message: Uint8Array) => Promise<unknown>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
}

export class FactsPublisher {
  readonly #options: FactsPublisherOptions;
  readonly #utf8 = new TextEncoder();
  #version: Generation | undefined;
  #facts: HostFacts | null = null;
  #beat = 0;
  #lastSent = -Infinity;
  #timer: Timer | undefined;
  #running = false;

  constructor(options: FactsPublisherOptions) {
    this.#options = options;
    this.#version = options.host === null ? undefined : versionFloor(options.host.incarnation);
  }

  start(): void {
    this.#running = true;
    this.#schedule(0);
  }

  stop(): void {
    this.#running = false;
    this.#timer?.cancel();
  }

  /** Takes `facts` as this host's newest and publishes them soon. Null when this member has no host. Throws `limit-exceeded` when they are too large. */
  publish(facts: OwnFacts): HostFacts | null {
    const { host } = this.#options;
    if (host === null || this.#version === undefined) return null;
    const stamped: HostFacts = { ...facts, hostId: host.hostId, version: nextGeneration(this.#version) };
    encodeMeshMessage({ beat: 0, facts: stamped });
    this.#version = stamped.version;
    this.#facts = stamped;
    this.#beat = 0;
    this.soon();
    return stamped;
  }

  /** Says it again soon, for somebody who may not have heard it. */
  soon(): void {
    if (this.#running) this.#schedule(PUBLISH_GAP_MS - (this.#options.clock.monotonic() - this.#lastSent));
  }

  #schedule(delayMs: number): void {
    this.#timer?.cancel();
    this.#timer = this.#options.timers.after(Math.max(0, delayMs), () => this.#say());
  }

  #say(): void {
    const { clock, rng, logger, send } = this.#options;
    this.#schedule(jittered(REPUBLISH_MS, rng));
    this.#lastSent = clock.monotonic();
    this.#beat += 1;
    const message = this.#utf8.encode(encodeMeshMessage({ beat: this.#beat, facts: this.#facts }));
    send(message).catch((error: unknown) => logger.error('could not publish to the mesh', error));
  }
}
