/** What a host is made of beyond what places VMs. Its agent tells it to controllers alone: members of the mesh have no use for it. */

export interface CpuTopology {
  readonly sockets: number;
  /** In all sockets. */
  readonly cores: number;
  /** Processors as Linux counts them, in all cores. */
  readonly threads: number;
}

export interface NumaNode {
  readonly id: number;
  /** As Linux lists them: `0-3,8`. */
  readonly cpus: string;
  readonly memoryMiB: number;
}

export interface HugePages {
  readonly sizeBytes: number;
  /** Set aside. */
  readonly total: number;
  readonly free: number;
}

/** What holds a processor back, as a Raspberry Pi's firmware tells it. */
export const THROTTLING_CAUSES = ['under-voltage', 'frequency-capped', 'throttled', 'near-temperature-limit'] as const;
export type ThrottlingCause = (typeof THROTTLING_CAUSES)[number];

export interface Throttling {
  readonly now: readonly ThrottlingCause[];
  readonly sinceBoot: readonly ThrottlingCause[];
}

export interface HostHardware {
  /** Null: the kernel does not tell. */
  readonly topology: CpuTopology | null;
  readonly numaNodes: readonly NumaNode[];
  /** Each size that the machine has, also where none are set aside. */
  readonly hugePages: readonly HugePages[];
  /** Versioned ones of its QEMU that guests are given, in order. */
  readonly machineTypes: readonly string[];
  /** Null: the machine does not tell. */
  readonly throttling: Throttling | null;
}

export const HOST_HARDWARE_LIMITS = {
  /** Large servers have 8; with memory apart from processors a few more. */
  numaNodes: 64,
  /** An arm64 kernel has four sizes, others fewer. */
  hugePageSizes: 8,
  /** QEMU keeps those of some ten years, three a year and family. */
  machineTypes: 96,
  /** Characters of a machine type's name, or of a list of processors. */
  textChars: 256,
} as const;
