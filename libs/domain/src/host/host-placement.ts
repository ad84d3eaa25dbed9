/** What people say about a host that matters for which VMs go there, and what it can promise to them. */
import type { HostInventory } from './host.ts';

export interface HostPlacement {
  readonly labels: Readonly<Record<string, string>>;
  /** Hosts that fail together share a rack: a cabinet, a power strip, a room. Null: unknown. */
  readonly rack: string | null;
  /** Guest memory promised for each MiB there is; null: as the cluster does. */
  readonly memoryRatio: number | null;
  /** Virtual processors promised for each real one; null: as the cluster does. */
  readonly cpuRatio: number | null;
}

export const UNSAID_PLACEMENT: HostPlacement = { labels: {}, rack: null, memoryRatio: null, cpuRatio: null };

/** For hosts that say nothing else. */
export interface PlacementDefaults {
  readonly memoryRatio: number;
  readonly cpuRatio: number;
}

/** Guests use what they were given, so memory is not promised twice; idle guests share processors well, and past 16 busy ones starve. */
export const PLACEMENT_DEFAULTS: PlacementDefaults = { memoryRatio: 1, cpuRatio: 16 };

export const HOST_PLACEMENT_LIMITS = {
  minRatio: 0.1,
  /** Memory past 4 times what there is ends in swapping whatever the guests do. */
  maxMemoryRatio: 4,
  maxCpuRatio: 64,
  maxLabels: 32,
  /** Kept back for the host itself: its system, its agent and what QEMU needs beside guest memory. MiB. */
  reservedMemoryMiB: 256,
} as const;

/** Keys every host has by itself; people can't set them. */
export const OWN_HOST_LABELS: readonly string[] = ['host', 'rack', 'arch'];

/** What may be promised to VMs on a host, in all. */
export interface CapacityLimits {
  readonly memoryMiB: number;
  readonly cpus: number;
}

/** Memory of a host that guests may have, in MiB: all but what is kept back for itself. */
export function usableMemoryMiB({ memoryMiB }: Pick<HostInventory, 'memoryMiB'>): number {
  return Math.max(0, memoryMiB - HOST_PLACEMENT_LIMITS.reservedMemoryMiB);
}

/** The limits of a host with this inventory. Whole MiB and whole virtual processors, never below 0. */
export function capacityLimits(
  inventory: Pick<HostInventory, 'memoryMiB' | 'cpus'>,
  { memoryRatio, cpuRatio }: Pick<HostPlacement, 'memoryRatio' | 'cpuRatio'>,
  defaults: PlacementDefaults,
): CapacityLimits {
  return {
    memoryMiB: Math.floor(usableMemoryMiB(inventory) * (memoryRatio ?? defaults.memoryRatio)),
    cpus: Math.floor(inventory.cpus * (cpuRatio ?? defaults.cpuRatio)),
  };
}
