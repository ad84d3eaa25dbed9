import type { VmId } from '@rapidvm/kernel';
import type { Architecture } from '../host/host.ts';
import type { Display, RestartMode } from './vm-spec.ts';

/** A file inside a datastore: the datastore's name and a relative path with `/`, never leaving the root. */
export interface DatastorePath {
  readonly datastore: string;
  readonly path: string;
}

export interface MachineDisk {
  readonly name: string;
  readonly file: DatastorePath;
  /** Serial the guest sees (`/dev/disk/by-id/virtio-<serial>`), at most 20 characters. */
  readonly serial: string;
  /** The read-only image this disk is a child of, with its format; absent: empty disk. */
  readonly base?: { readonly file: DatastorePath; readonly format: 'qcow2' | 'raw' };
  /** Virtual size in MiB; absent: that of the base. */
  readonly sizeMiB?: number;
}

export interface MachineNic {
  readonly name: string;
  readonly kind: 'user';
  readonly mac: string;
}

export interface DirectKernel {
  readonly kernel: DatastorePath;
  readonly initrd?: DatastorePath;
  readonly commandLine: string;
}

/** A VM as its host needs it: every name resolved. The controller makes it from intent; the agent keeps it in its ledger. */
export interface MachineSpec {
  readonly vmId: VmId;
  readonly name: string;
  readonly architecture: Architecture;
  readonly cpus: number;
  readonly memoryMiB: number;
  /** Absent: boots from its first disk by the machine's firmware. */
  readonly directKernel?: DirectKernel;
  readonly disks: readonly MachineDisk[];
  readonly nics: readonly MachineNic[];
  readonly display: Display;
  readonly restart: RestartMode;
}
