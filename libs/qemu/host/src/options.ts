import type { DatastoreFacts, DatastorePath } from '@rapidvm/domain';
import type { Architecture } from '@rapidvm/domain';
import type { Logger, Timers, VmId } from '@rapidvm/kernel';
import type { DiskFile, MachineUser } from '@rapidvm/qemu-core';

/** Absolute paths: what lists the processor's features, and the device that opens where there is KVM. */
export interface VirtualisationFiles {
  readonly cpuInfo: string;
  readonly kvmDevice: string;
}

export const KERNEL_TELLS: VirtualisationFiles = { cpuInfo: '/proc/cpuinfo', kvmDevice: '/dev/kvm' };

/** What a machine host needs of its composition root. */
export interface MachineHostOptions {
  /**
   * Absolute folder for run directories, one per VM: local, made if missing, at most 58 bytes long (unix sockets). Serial logs are kept in it.
   * Two hosts on one machine need two of them.
   */
  readonly runRoot: string;
  /** Absolute path with the content of a datastore's file: the disk store's `resolve`. */
  readonly resolve: (file: DatastorePath) => Promise<string>;
  /** How QEMU reaches a disk: the disk store's `diskFile`. */
  readonly diskFile: (file: DatastorePath) => Promise<DiskFile>;
  /** The disk store's `usage`. */
  readonly usage: () => Promise<readonly DatastoreFacts[]>;
  /** Whom a VM's QEMU runs as; null: as the agent itself. See `chooseMachineUsers`. The disk store must use the same. */
  readonly userOf: (vmId: VmId) => MachineUser | null;
  readonly agentVersion: string;
  /** QEMU programs, if not `qemu-system-…` on the PATH. */
  readonly programs?: Readonly<Partial<Record<Architecture, string>>>;
  /** Where the kernel tells of virtualisation; default: `KERNEL_TELLS`. */
  readonly virtualisation?: VirtualisationFiles;
  /** Firmware that arm64 VMs without direct kernel boot start with. Default: where Debian's `qemu-efi-aarch64` puts it. */
  readonly arm64Firmware?: string;
  readonly timers: Timers;
  readonly logger: Logger;
}

export const DEFAULT_ARM64_FIRMWARE = '/usr/share/qemu-efi-aarch64/QEMU_EFI.fd';
