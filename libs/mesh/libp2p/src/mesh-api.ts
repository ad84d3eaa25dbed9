/** What an app gives a mesh member and gets from it. */
import type { HostFacts } from '@rapidvm/domain';
import type { Clock, HostId, Logger, Rng, Timers } from '@rapidvm/kernel';
import type { MemberState, MembershipEvent, MembershipView, MemberTable } from '@rapidvm/mesh-core';

/** The host that a member speaks for. */
export interface MeshHost {
  readonly hostId: HostId;
  /** The number of this start of the agent: whole, from 1, larger at each start, kept on the host's disk. */
  readonly incarnation: number;
}

/** Facts as their host knows them; the mesh gives them the host's id and the next version. */
export type OwnFacts = Omit<HostFacts, 'hostId' | 'version'>;

export interface MeshOptions {
  /** PKCS #8 Ed25519 key: the one in this member's certificate. */
  readonly privateKeyPem: string;
  /** Multiaddrs to listen on, like /ip4/0.0.0.0/tcp/7443. Port 0 takes a free one. */
  readonly listen: readonly string[];
  /** The members now, this one included or not. Asked for every connection: must be cheap. */
  readonly members: () => MemberTable;
  /** The host it speaks for; null for a controller. */
  readonly host: MeshHost | null;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
}

/** What the members of the mesh hold of one other host, as this member has it. A hint, never a proof. */
export interface HostSight {
  /** joining: never seen by this member. left: its agent said that it ends. */
  readonly state: MemberState;
  /** Since when, monotonic milliseconds of this member. */
  readonly sinceMs: number;
  /** Peer ids of the members that no longer saw it when its state last changed; empty for what it said of itself. */
  readonly witnesses: readonly string[];
}

/** What is known of one member host other than this one. */
export interface HostView extends HostSight {
  readonly hostId: HostId;
  readonly facts: HostFacts | null;
}

export interface Mesh {
  readonly peerId: string;
  /** Listens, connects, publishes. Rejects with `unavailable` when it cannot listen. */
  start(): Promise<void>;
  /** Tells the others that it leaves, and ends. */
  stop(): Promise<void>;
  /** To be called when the member table changed: cuts off at once who is no member any more, and dials who is new. */
  updateMembers(): void;
  /** Publishes this host's newest facts soon; returns them with their version, or null when this member has no host. */
  publishFacts(facts: OwnFacts): HostFacts | null;
  /** Calls `listener` with each host's newer facts; returns what ends that. */
  onFacts(listener: (facts: HostFacts) => void): () => void;
  /** Calls `listener` when the state of a host, or whether this member is isolated, has changed; returns what ends that. */
  onLiveness(listener: () => void): () => void;
  /** Calls `listener` with all that happens in the mesh; returns what ends that. */
  onEvent(listener: (event: MembershipEvent) => void): () => void;
  /** The hosts that nobody has given up: active or suspect. */
  alive(): ReadonlySet<HostId>;
  /** What is held of one host; null for one that is no member, and for this member's own. */
  sightOf(hostId: HostId): HostSight | null;
  /** This member sees hardly anybody: what it does not see says little. */
  isolated(): boolean;
  /** Every other host in the member table, as known now. */
  snapshot(): readonly HostView[];
  /** All members, this one included: how they are held, who watches whom, who says what. In proportion to their number: for people. */
  view(): MembershipView;
  /** Multiaddrs it listens on, without the trailing peer id. */
  addresses(): readonly string[];
  connectedPeers(): readonly string[];
}
