import type { Architecture, HostState, Selector } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';

/** What there is of something that is counted, and what is needed of it. */
export interface Shortage {
  readonly needed: number;
  /** Left for this VM; below 0 where more is used than may be promised. */
  readonly available: number;
  readonly limit: number;
  readonly inFlight: number;
  /** What there really is, before any ratio. */
  readonly real: number;
  /** The highest ratio of limit to real that people may set. */
  readonly maxRatio: number;
}

/** Why a host can't take a VM, with the exact figures. */
export type Obstacle =
  | { readonly code: 'other-host-asked'; readonly wanted: string }
  | { readonly code: 'host-state'; readonly state: HostState; readonly because: string | null }
  | { readonly code: 'host-untold' }
  | { readonly code: 'architecture'; readonly has: Architecture; readonly needs: Architecture }
  | { readonly code: 'accelerator'; readonly because: string }
  | { readonly code: 'cpu-model'; readonly has: string; readonly needs: string }
  | { readonly code: 'cpu-flags'; readonly missing: readonly string[]; readonly told: boolean }
  | { readonly code: 'label-missing'; readonly selector: Selector }
  | { readonly code: 'label-forbidden'; readonly selector: Selector }
  /** `isShareable`: hosts that had the same datastore would reach them too. */
  | { readonly code: 'disks-elsewhere'; readonly datastore: string; readonly host: string; readonly isShareable: boolean }
  | { readonly code: 'datastore-missing'; readonly datastore: string }
  | { readonly code: 'datastore-full'; readonly datastore: string; readonly needed: number; readonly available: number }
  | { readonly code: 'network-missing'; readonly network: string }
  | { readonly code: 'vm-missing'; readonly selector: Selector; readonly nowhere: boolean }
  | { readonly code: 'vm-beside'; readonly selector: Selector; readonly count: number }
  | { readonly code: 'unwanted-beside'; readonly selector: Selector; readonly count: number }
  | ({ readonly code: 'memory' } & Shortage)
  | { readonly code: 'cpus-of-host'; readonly needed: number; readonly available: number }
  | ({ readonly code: 'cpus' } & Shortage);

export type ObstacleCode = Obstacle['code'];

export interface HostRefusal {
  readonly hostId: HostId;
  readonly hostName: string;
  /** The first that was met; `explain` has all. */
  readonly obstacle: Obstacle;
}
