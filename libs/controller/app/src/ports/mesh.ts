import type { HostFacts } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import type { MemberTableView } from '@rapidvm/operations';

/** This controller as its mesh peers know it. Addresses are known once the mesh listens. */
export interface MeshSelf {
  readonly name: string;
  readonly peerId: string;
  readonly addresses: readonly string[];
}

/** A controller as its members know it. */
export interface ControllerMember extends MeshSelf {
  /** Of its HTTPS API, best first. */
  readonly urls: readonly string[];
}

/** What the members of the mesh hold of one host. */
export interface MeshSight {
  /** left: its agent said that it ends. */
  readonly state: 'joining' | 'active' | 'suspect' | 'failed' | 'left';
  /** Since when, monotonic milliseconds of this controller. */
  readonly sinceMs: number;
  /** Peer ids of the members that no longer see it. */
  readonly witnesses: readonly string[];
}

/** What is held of one member of the mesh: a host, or a controller. */
export interface MeshMember {
  readonly peer: string;
  readonly state: MeshSight['state'];
  /** Since when, monotonic milliseconds of this controller. */
  readonly sinceMs: number;
  readonly starts: number;
  readonly refutations: number;
  readonly witnesses: readonly string[];
  /** Peer ids of those it watches. */
  readonly subjects: readonly string[];
  /** Who watches it, and what each says of it. */
  readonly observations: readonly {
    readonly observer: string;
    readonly says: 'up' | 'late' | 'down' | 'abstains' | 'absent';
  }[];
  readonly asked: number;
  readonly suspectAt: number;
  readonly failedAt: number;
  /** This controller's own link with it. */
  readonly link: { readonly linked: boolean; readonly silentMs: number | null } | null;
}

/** The whole mesh as this controller's member sees it. */
export interface MeshPicture {
  readonly id: string;
  readonly isolated: boolean;
  readonly members: readonly MeshMember[];
}

/** What the mesh hints. It never decides: facts go through ingest, liveness through the host reconciler. */
export interface MeshView {
  self(): MeshSelf;
  /** Null: the mesh knows nothing of this host. */
  sightOf(hostId: HostId): MeshSight | null;
  /** This controller itself sees hardly any member: what it does not see says little. */
  isolated(): boolean;
  /** All members, this one included. In proportion to their number: for people. */
  picture(): MeshPicture;
  /** Facts as they are gossiped, and whenever what `sightOf` tells has changed. Returns how to stop. */
  listen(listener: { facts(facts: HostFacts): void; changed(): void }): () => void;
  /** The members this controller's own mesh node admits. */
  setMembers(table: MemberTableView): void;
}
