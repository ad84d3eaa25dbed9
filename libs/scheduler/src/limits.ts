export const PLACEMENT_LIMITS = {
  /** Kept back for the host itself: its system, its agent and what QEMU needs beside guest memory. MiB. */
  reservedMemoryMiB: 256,
  /** Virtual processors promised per real one: idle guests share well, and past this busy ones starve. */
  cpuOvercommit: 16,
} as const;
