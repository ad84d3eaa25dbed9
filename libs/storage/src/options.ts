import type { HostId, Logger, Rng, Timers, VmId } from '@rapidvm/kernel';

/** User and group ids that own a VM's files; the shape of qemu-core's `MachineUser`. */
export interface FileOwner {
  readonly uid: number;
  readonly gid: number;
}

/** The host that asks for claims on disks. */
export interface Claimant {
  readonly hostId: HostId;
  readonly name: string;
  /** How a host is called now. Null: it is not known; then it is called as it was when it claimed. */
  readonly nameOf?: (hostId: string) => string | null;
}

/** What a disk store needs of its composition root. */
export interface DiskStoreOptions {
  /** Where each datastore lies, by its name: an absolute path, made if missing, or `nfs://host/export[?uid=N&gid=N]`. */
  readonly datastores: Readonly<Record<string, string>>;
  /** Whose a VM's files are: whom its QEMU runs as. Null: the agent's own user's. */
  readonly ownerOf: (vmId: VmId) => FileOwner | null;
  /** Whose a VM's files on an NFS server are, unless the datastore says: such a user need not be there on this host. */
  readonly serverOwnerOf: (vmId: VmId) => FileOwner;
  /** This host, as it signs for the VMs that it runs. */
  readonly host: Claimant;
  /** Absolute folder for copies of what QEMU can't read from a datastore without a mount. */
  readonly copies: string;
  /** Programs, if not on the PATH by their own names. */
  readonly programs?: { readonly qemuImg?: string; readonly prlimit?: string };
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
}
