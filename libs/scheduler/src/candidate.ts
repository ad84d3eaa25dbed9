import type { Architecture, HostState, Selector } from '@rapidvm/domain';
import type { HostId, ImageId } from '@rapidvm/kernel';

/** A host as the scheduler sees it: one moment, unchanging. */
export interface Candidate {
  readonly id: HostId;
  readonly name: string;
  readonly state: HostState;
  /** Why it is in that state, where that is not plain. */
  readonly because: string | null;
  readonly rack: string | null;
  /** Every selector that means this host. */
  readonly selectors: ReadonlySet<Selector>;
  /** Null until the host has told what it is. */
  readonly capacity: Capacity | null;
  readonly memoryMiB: Room;
  readonly cpus: Room;
  /** Images that VMs placed there are made from. */
  readonly images: ReadonlySet<ImageId>;
  /** Selector → VMs placed there that it means. Holds the selectors of the demands at hand; others are missing. */
  readonly residents: ReadonlyMap<Selector, number>;
  /** Selector → VMs placed there that must not have such a VM beside them. */
  readonly keptApart: ReadonlyMap<Selector, number>;
}

/** What a host may promise of one thing, and what it has promised. */
export interface Room {
  readonly limit: number;
  /** To VMs that run, are meant to, or can't be seen. */
  readonly used: number;
  /** The part of `used` that tasks under way have taken. */
  readonly inFlight: number;
}

export interface Capacity {
  readonly architecture: Architecture;
  readonly accelerator: { readonly kind: 'kvm' | 'tcg'; readonly reason: string };
  readonly cpuModel: string;
  /** Null: the host does not tell them. */
  readonly cpuFlags: ReadonlySet<string> | null;
  /** Processors there are. */
  readonly cpus: number;
  /** Memory there is for guests, in MiB. */
  readonly memoryMiB: number;
  /** By name. `id`: hosts that tell the same one share the place; null: nobody knows. */
  readonly datastores: ReadonlyMap<string, { readonly id: string | null; readonly freeBytes: number }>;
  /** Networks its VMs can be plugged into. */
  readonly networks: ReadonlySet<string>;
}
