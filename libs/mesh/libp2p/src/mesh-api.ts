/** What an app gives a mesh member and gets from it. */
import type { HostFacts } from '@rapidvm/domain';
import type { Clock, HostId, Logger, Rng, Timers } from '@rapidvm/kernel';
import type { Liveness, MemberTable } from '@rapidvm/mesh-core';
import type { MeshHost, OwnFacts } from './facts-publisher.ts';

export interface MeshOptions {
  /** PKCS #8 Ed25519 key: the one in this member's certificate. */
  readonly privateKeyPem: string;
  /** Multiaddrs to listen on, like /ip4/0.0.0.0/tcp/7443. Port 0 takes a free one. */
  readonly listen: readonly string[];
  /** The members now, this one included or not. Asked for every connection and message: must be cheap. */
  readonly members: () => MemberTable;
  /** The host it speaks for; null for a controller. */
  readonly host: MeshHost | null;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
}

/** What is known of one member host other than this one. */
export interface HostView {
  readonly hostId: HostId;
  readonly facts: HostFacts | null;
  readonly liveness: Liveness;
}

export interface Mesh {
  readonly peerId: string;
  /** Listens, connects, publishes. Rejects with `unavailable` when it cannot listen. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** To be called when the member table changed: cuts off at once who is no member any more, and dials who is new. */
  updateMembers(): void;
  /** Publishes this host's newest facts soon; returns them with their version, or null when this member has no host. */
  publishFacts(facts: OwnFacts): HostFacts | null;
  /** Calls `listener` with each host's newer facts; returns what ends that. */
  onFacts(listener: (facts: HostFacts) => void): () => void;
  /** Calls `listener`, within about a second, when the set of hosts that are seen has changed; returns what ends that. */
  onLiveness(listener: () => void): () => void;
  /** The hosts heard lately. */
  alive(): ReadonlySet<HostId>;
  /** Every other host in the member table, as known now. */
  snapshot(): readonly HostView[];
  /** Multiaddrs it listens on, without the trailing peer id. */
  addresses(): readonly string[];
  connectedPeers(): readonly string[];
}
