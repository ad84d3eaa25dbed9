/** What is promised to VMs on hosts, and why each VM is where it is. */
import type { CapacityLimits, HostPlacement, PlacementDefaults, Selector, VmIntent } from '@rapidvm/domain';
import type { Generation, HostId, ImageId, TaskId, VmId } from '@rapidvm/kernel';
import type { Room } from '@rapidvm/scheduler';
import type { DecisionRecord } from '../placement/decision-record.ts';

/** A host's counters, and what tells whether anything else about it has changed. */
export interface HostCounters {
  readonly hostId: HostId;
  readonly generation: Generation;
  readonly factsVersion: Generation;
  /** Null: nobody has set its limits yet. */
  readonly room: { readonly memoryMiB: Room; readonly cpus: Room } | null;
}

export interface Reservation {
  readonly vmId: VmId;
  readonly hostId: HostId;
  readonly memoryMiB: number;
  readonly cpus: number;
}

/** What VMs there are on hosts, as far as the demands at hand care. */
export interface Neighbours {
  readonly residents: readonly { readonly hostId: HostId; readonly selector: Selector; readonly count: number }[];
  readonly keptApart: readonly { readonly hostId: HostId; readonly selector: Selector; readonly count: number }[];
}

/** A VM of the image is placed on the host. */
export interface ImageOnHost {
  readonly hostId: HostId;
  readonly imageId: ImageId;
}

export interface LockedVm {
  readonly intent: VmIntent;
  /** On its own host, on one that is held for it, or on one that it has just left. */
  readonly holds: readonly Reservation[];
  /** The task that decided last where it is. */
  readonly placedBy: TaskId | null;
}

/** A decision that is being committed. */
export interface Assignment {
  readonly vmId: VmId;
  readonly hostId: HostId;
  /** Of the intent when its row was locked. */
  readonly expected: Generation;
  readonly taskId: TaskId | null;
  readonly decision: DecisionRecord;
}

export interface StoredDecision extends DecisionRecord {
  readonly taskId: TaskId | null;
  /** Of the intent as the decision left it. */
  readonly generation: Generation;
}

export interface PlacementStore {
  /** Of every host that was not removed. */
  counters(): Promise<readonly HostCounters[]>;
  /** What people say about a host. */
  setHostPlacement(id: HostId, placement: HostPlacement): Promise<void>;
  /** Null: nobody has said anything. */
  defaults(): Promise<PlacementDefaults | null>;
  setDefaults(defaults: PlacementDefaults): Promise<void>;
  setLimits(limits: readonly (CapacityLimits & { readonly hostId: HostId })[]): Promise<void>;
  /** `selectors`: whose VMs are counted. `own`: what means the VMs to be placed; rules of others against these are counted. */
  neighbours(selectors: readonly Selector[], own: readonly Selector[]): Promise<Neighbours>;
  /** Looks at every VM of these images. */
  imagesOnHosts(images: readonly ImageId[]): Promise<readonly ImageOnHost[]>;
  /** One after the other until the end of the transaction: all who place VMs that must be with others of one of these groups. */
  lockGroups(groups: readonly string[]): Promise<void>;
  /** Locks the rows of these VMs until the end of the transaction; those that are gone are missing. */
  lockVms(ids: readonly VmId[]): Promise<ReadonlyMap<VmId, LockedVm>>;
  /**
   * Takes capacity, host by host all or nothing, never past a host's limit: one conditional update. Returns the hosts that gave it; on the
   * others nothing has changed.
   */
  reserve(wanted: readonly Reservation[]): Promise<ReadonlySet<HostId>>;
  /** Gives back these, where they are held. */
  giveBack(reservations: readonly Pick<Reservation, 'vmId' | 'hostId'>[]): Promise<void>;
  /** Writes the hosts and the decisions; the generation goes up only where the host changes. */
  assign(assignments: readonly Assignment[]): Promise<void>;
  decision(vmId: VmId): Promise<StoredDecision | null>;
  holds(vmId: VmId): Promise<readonly Reservation[]>;
  /**
   * Makes what a VM holds what its rows justify: a VM that runs, or that its host would start again, holds its capacity even past a limit;
   * one that does neither, and that no task is about to start, holds nothing. Returns what changed. Call it in a transaction of its own.
   */
  settle(vmId: VmId): Promise<'released' | 'taken' | 'none'>;
  /** VMs that hold what their rows do not justify, or do not hold what they do; at most `limit`. */
  unsettled(limit: number): Promise<readonly VmId[]>;
  /** Hosts whose counters differ from the sum of what VMs hold there. */
  miscounted(): Promise<readonly HostId[]>;
  /** Counts a host anew. Call it in a transaction of its own. */
  recount(hostId: HostId): Promise<void>;
}
