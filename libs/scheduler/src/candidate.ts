import type { Architecture, HostState } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';

/** A host as the scheduler sees it: one moment, unchanging. */
export interface Candidate {
  readonly id: HostId;
  readonly name: string;
  readonly state: HostState;
  /** Null until the host has told what it is. */
  readonly capacity: Capacity | null;
  /** What the VMs that run there, or are meant to, have been promised. */
  readonly committed: { readonly cpus: number; readonly memoryMiB: number };
}

export interface Capacity {
  readonly architecture: Architecture;
  readonly cpus: number;
  readonly memoryMiB: number;
  /** Name → free bytes. */
  readonly datastores: ReadonlyMap<string, number>;
}

/** What a VM needs of its host. */
export interface Demand {
  readonly architecture: Architecture;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly datastore: string;
  /** Room its new disks need at once; 0 when they are there already. */
  readonly newDiskBytes: number;
  /** Only this host will do. */
  readonly hostId?: HostId;
}

/** The reason a host is refused, in one sentence for people; null: it passes. */
export type Filter = (demand: Demand, candidate: Candidate) => string | null;
