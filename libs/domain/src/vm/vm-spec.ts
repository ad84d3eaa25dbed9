import type { ImageId } from '@rapidvm/kernel';
import type { Architecture } from '../host/host.ts';
import type { VmPlacement } from './vm-placement.ts';

export const RESTART_MODES = ['always', 'on-failure', 'never'] as const;
/** What the agent does when QEMU ends unasked. `on-failure`: after a crash only; `always`: also after the guest powered itself off. */
export type RestartMode = (typeof RESTART_MODES)[number];

export const DISPLAYS = ['std', 'virtio', 'none'] as const;
export type Display = (typeof DISPLAYS)[number];

export interface DiskSpec {
  /** Unique in the VM: `disk0`. */
  readonly name: string;
  /** The image it is a copy-on-write child of; absent: an empty disk, which must have a size. */
  readonly imageId?: ImageId;
  /** MiB; absent: as large as the image. Never smaller than the image. */
  readonly sizeMiB?: number;
}

export interface NicSpec {
  readonly name: string;
  /** Name of the network. */
  readonly network: string;
  /** Lower-case, colon-separated, locally administered and unicast; decided at create and kept. */
  readonly mac: string;
}

/** What the user asked for. Everything decided (MACs, datastore) is decided at create and kept here. */
export interface VmSpec {
  readonly architecture: Architecture;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly imageId: ImageId;
  readonly datastore: string;
  readonly disks: readonly DiskSpec[];
  readonly nics: readonly NicSpec[];
  readonly display: Display;
  readonly restart: RestartMode;
  readonly labels: Readonly<Record<string, string>>;
  /** What it asks of its host; absent: nothing. */
  readonly placement?: VmPlacement;
}

export const VM_LIMITS = {
  /** QEMU 7.2's own limit for q35 is 288; no host of ours has more than 64. */
  maxCpus: 64,
  minMemoryMiB: 32,
  maxMemoryMiB: 1024 * 1024,
  maxDisks: 20,
  maxNics: 8,
  maxLabels: 32,
  maxDiskMiB: 64 * 1024 * 1024,
} as const;

/** 1–63 lower-case letters, digits and inner hyphens (RFC 1123 label): it becomes host name, folder and URL part. */
export const VM_NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
export const VM_NAME_RULE = 'must be 1–63 lower-case letters, digits and hyphens, with no hyphen at either end';
