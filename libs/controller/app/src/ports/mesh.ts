import type { HostFacts } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import type { MemberTableView } from '@rapidvm/operations';

/** This controller as its mesh peers know it. Addresses are known once the mesh listens. */
export interface MeshSelf {
  readonly name: string;
  readonly peerId: string;
  readonly addresses: readonly string[];
}

/** What the mesh hints. It never decides: facts go through ingest, liveness through the host reconciler. */
export interface MeshView {
  self(): MeshSelf;
  /** Hosts the mesh hears from. */
  alive(): ReadonlySet<HostId>;
  /** Facts as they are gossiped, and whenever `alive` changes. Returns how to stop. */
  listen(listener: { facts(facts: HostFacts): void; changed(): void }): () => void;
  /** The members this controller's own mesh node admits. */
  setMembers(table: MemberTableView): void;
}
