/** The way to one host: its client, and how each kind of call is made with a deadline of its own. */
import type { CallOptions, ClientUnaryCall, requestCallback } from '@grpc/grpc-js';
import type { agentV1 } from '@rapidvm/contracts';
import type { Host } from '@rapidvm/domain';
import type { Clock, RapidError, Timers } from '@rapidvm/kernel';
import { toTimestamp } from '@rapidvm/kernel';
import { hostUnreachable, timedOut, toRapidError } from './agent-errors.ts';
import type { ClientIdentity } from './agent-service.ts';
import { createAgentClient } from './agent-service.ts';
import { CONNECT_MS } from './limits.ts';

export type LinkedHost = Pick<Host, 'id' | 'name' | 'agentAddress'>;

/** One unary method of the client, its request filled in. */
type Unary<O> = (client: agentV1.AgentClient, options: CallOptions, callback: requestCallback<O>) => ClientUnaryCall;

export class HostLink {
  readonly host: LinkedHost;
  readonly identity: ClientIdentity;
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #client: agentV1.AgentClient;
  /** Since when it can't be reached, RFC 3339; null while it can, as far as is known. */
  #lostSince: string | null = null;

  constructor(host: LinkedHost, identity: ClientIdentity, clock: Clock, timers: Timers) {
    this.host = host;
    this.identity = identity;
    this.#clock = clock;
    this.#timers = timers;
    this.#client = createAgentClient(host.id, host.agentAddress, identity);
  }

  /** Refuses with the agent's own coded error, `host-unreachable`, or `timed-out` after `deadlineMs`. */
  async call<O>(what: string, deadlineMs: number, start: Unary<O>): Promise<O> {
    const client = await this.connected();
    const { promise, resolve, reject } = Promise.withResolvers<O>();
    const call = start(client, {}, (error, value) => {
      if (error !== null) reject(toRapidError(error, { host: this.host.name, what }, this.#now()));
      else if (value === undefined) reject(hostUnreachable(this.host.name, 'it answered nothing', this.#now()));
      else resolve(value);
    });
    // Our own timer, not gRPC's deadline: that one goes by the wall clock, which may jump.
    const timer = this.#timers.after(deadlineMs, () => {
      reject(timedOut({ host: this.host.name, what }, deadlineMs));
      call.cancel();
    });
    return promise.finally(() => timer.cancel());
  }

  /** The client, once its connection stands. Refuses `host-unreachable`. */
  async connected(): Promise<agentV1.AgentClient> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    this.#client.waitForReady(this.#clock.now() + CONNECT_MS, (error) => (error ? reject(error) : resolve(undefined)));
    try {
      await promise;
    } catch (error) {
      throw this.lost(error instanceof Error ? error.message : String(error), error);
    }
    this.found();
    return this.#client;
  }

  /** Notes that a connection could not be made, and says so: `host-unreachable`, with since when. */
  lost(cause: string, error?: unknown): RapidError<'host-unreachable'> {
    this.#lostSince ??= this.#now();
    return hostUnreachable(this.host.name, `no connection to ${this.host.agentAddress}: ${cause}`, this.#lostSince, error);
  }

  /** Notes that a connection stands. */
  found(): void {
    this.#lostSince = null;
  }

  close(): void {
    this.#client.close();
  }

  #now(): string {
    return toTimestamp(this.#clock.now());
  }
}
