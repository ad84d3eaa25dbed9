import type { Logger, Timers, VmId } from '@rapidvm/kernel';

/** User and group ids that own a VM's files; the shape of qemu-core's `MachineUser`. */
export interface FileOwner {
  readonly uid: number;
  readonly gid: number;
}

/** What a disk store needs of its composition root. */
export interface DiskStoreOptions {
  /** Root folder of each `dir` datastore by its name: absolute; made if missing. */
  readonly datastores: Readonly<Record<string, string>>;
  /** Whose a VM's files are: whom its QEMU runs as. Null: the agent's own user's. */
  readonly ownerOf: (vmId: VmId) => FileOwner | null;
  /** Programs, if not on the PATH by their own names. */
  readonly programs?: { readonly qemuImg?: string; readonly prlimit?: string };
  readonly timers: Timers;
  readonly logger: Logger;
}
