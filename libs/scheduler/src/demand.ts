import type { AcceleratorWish, Architecture, PlacementRule, Selector } from '@rapidvm/domain';
import type { HostId, ImageId, VmId } from '@rapidvm/kernel';

/** What a VM holds on a host already: its own there, and not in its way. */
export interface Holding {
  readonly hostId: HostId;
  readonly memoryMiB: number;
  readonly cpus: number;
}

/** What a VM needs of its host, and what it would rather have. */
export interface Demand {
  readonly vmId: VmId;
  readonly architecture: Architecture;
  readonly cpus: number;
  readonly memoryMiB: number;
  /** It is about to run. A VM that is only made takes no memory yet, but must fit an empty host. */
  readonly runs: boolean;
  readonly accelerator: AcceleratorWish;
  readonly cpuModel: string | null;
  readonly cpuFlags: readonly string[];
  readonly imageId: ImageId;
  /** Datastore → bytes its new disks need there at once; 0 where they are there already. */
  readonly datastores: ReadonlyMap<string, number>;
  readonly networks: readonly string[];
  readonly rules: readonly PlacementRule[];
  /** Every selector that means this VM. */
  readonly selectors: ReadonlySet<Selector>;
  /** Only this host will do, because somebody asked for it. */
  readonly askedFor: { readonly id: HostId; readonly name: string } | null;
  /** Where its disks were made; null: nowhere yet. `datastoreId`: hosts that share the place reach them too; null: this host alone does. */
  readonly disks: {
    readonly hostId: HostId;
    readonly hostName: string;
    readonly datastore: string;
    readonly datastoreId: string | null;
  } | null;
  /** Where it is placed already, and what it holds there; that is its own and not in its way. */
  readonly current: Holding | null;
  /** A place that was taken for it on another host beforehand, while it still is where it is. */
  readonly held: Holding | null;
}

/** What the VM holds on this host already. */
export function holdingOn(
  { current, held }: Pick<Demand, 'current' | 'held'>,
  hostId: HostId,
): Pick<Holding, 'memoryMiB' | 'cpus'> {
  return [held, current].find((holding) => holding?.hostId === hostId) ?? NOTHING;
}

const NOTHING = { memoryMiB: 0, cpus: 0 };

/** Where it is best placed, if it fits there: nothing has to move then. */
export function homeOf({ current, held }: Pick<Demand, 'current' | 'held'>): HostId | null {
  return (held ?? current)?.hostId ?? null;
}
