/** What the agent's rules need of the world. Adapters: `qemu/host` (machines), `storage` (disks). */
import type {
  Accelerator,
  DatastoreFacts,
  DatastorePath,
  HostHardware,
  HostInventory,
  HostLoad,
  MachineSpec,
} from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import type { DiskFile } from '@rapidvm/qemu-core';

export type { DiskFile, NfsFile } from '@rapidvm/qemu-core';

/** How a vm process ended, as far as can be told. */
export interface ProcessEnd {
  /** Unasked and not by the guest: QEMU crashed or was killed. */
  readonly crashed: boolean;
  /** One sentence: "the guest powered off", "QEMU was killed by SIGKILL", … */
  readonly reason: string;
}

/** What must be remembered to find a vm process again after the agent restarted. Plain data, kept in the ledger. */
export interface ProcessRecord {
  readonly vmId: VmId;
  readonly pid: number;
  /** Clock ticks since boot at which the process started (/proc/PID/stat field 22): a recycled pid never matches. */
  readonly startTicks: number;
  /** /proc/sys/kernel/random/boot_id when it was started: after a reboot nothing can be found again. */
  readonly bootId: string;
  readonly runDirectory: string;
  readonly accelerator: Accelerator;
}

/** A running QEMU. All calls have deadlines; none blocks another VM. */
export interface MachineProcess {
  readonly record: ProcessRecord;
  /** Unix socket of the serial port; write keystrokes here. Output is read from `serialLog`. */
  readonly serialSocket: string;
  /**
   * Append-only file: offset N holds the N-th byte that the guest ever wrote to its serial port, over all its starts. Its size is the console's
   * end. Only the newest bytes are kept (at least `SERIAL_LOG_KEPT_BYTES` of qemu/host); older ones read as zeros.
   */
  readonly serialLog: string;
  /** Unix socket of the VNC server; null: the VM has no display. */
  readonly screenSocket: string | null;
  /** Resolves once, when QEMU is gone, however that came. */
  readonly ended: Promise<ProcessEnd>;
  /**
   * Tells `listener`, now and whenever it changes, why the guest stands still (one sentence), or null when it runs again. One listener.
   * A guest that stops again and again for the same cause stands still all along.
   */
  onStandstill(listener: (reason: string | null) => void): void;
  /** Presses the ACPI power button. */
  pressPowerButton(): Promise<void>;
  /** Ends QEMU at once; resolves when it is gone. `ended` then says not crashed. */
  kill(): Promise<void>;
  /** Lets go without touching QEMU (the agent is stopping). */
  detach(): Promise<void>;
}

export interface MachineHost {
  /** Starts QEMU and resolves when the guest runs. Refuses with `qemu-failed` (QEMU's own words in it) and leaves nothing behind. */
  start(spec: MachineSpec): Promise<MachineProcess>;
  /**
   * Finds a running QEMU again. A QEMU whose guest powered off meanwhile is still there: it comes back as a process whose `ended` resolves at
   * once, not crashed. Null: QEMU is gone without the guest having ended (it crashed, was killed, or the host restarted). Refuses
   * `timed-out` when it lives but does not answer (hung storage): then nothing is known, try again later.
   */
  reattach(record: ProcessRecord, spec: MachineSpec): Promise<MachineProcess | null>;
  /** Kills what is left of QEMUs that no record names (a crash between spawn and ledger write). Returns their VMs. */
  sweep(known: readonly ProcessRecord[]): Promise<readonly VmId[]>;
  /** Removes what a VM without process leaves on this host: its serial log, which is kept from one start to the next. Harmless when gone. */
  forget(vmId: VmId): Promise<void>;
  /** What this host is and can do. */
  inventory(): Promise<HostInventory>;
  /** What it is made of, and what holds it back now. */
  hardware(): Promise<HostHardware>;
  load(): Promise<HostLoad>;
}

export interface ImageFacts {
  readonly format: 'qcow2' | 'raw';
  readonly virtualBytes: number;
  readonly sha256: string;
}

/** Disks and images in this host's datastores. Every path is checked against its datastore's root. */
export interface DiskStore {
  /** Makes the VM's folder and disks, whole or not at all; harmless when they are already there and the same. Refuses `storage-full`. */
  provision(spec: MachineSpec): Promise<void>;
  /**
   * The VM's folder is there, is its own and has every disk it should have; makes nothing. Refuses `storage-failed` where something is
   * missing, `in-use` for a folder that is another VM's, or that another host than `replaces` has claimed.
   */
  verify(spec: MachineSpec, replaces: HostId | null): Promise<void>;
  /** Removes the VM's folder (its disks and spec); harmless when gone. */
  remove(spec: Pick<MachineSpec, 'vmId' | 'name' | 'disks'>): Promise<void>;
  /**
   * Checks a file of an image: exists and, as a disk, is what it says, no backing-file tricks. `plain`: a kernel or initramfs, told as raw.
   * Refuses `image-invalid`.
   */
  inspect(file: DatastorePath, kind?: 'disk' | 'plain'): Promise<ImageFacts>;
  /** Absolute path on this host with the content of a file in a datastore: for kernels. Refuses `path-outside-root` or `not-found`. */
  resolve(file: DatastorePath): Promise<string>;
  /** How QEMU reaches a disk or its base. Refuses `path-outside-root` or `not-found`. */
  diskFile(file: DatastorePath): Promise<DiskFile>;
  /**
   * Says beside the VM's disks that this host runs it; harmless when it says so already. Refuses `in-use`: another host does, or did when it was last
   * seen. `replaces`: a host that will never run anything again; its word no longer counts.
   */
  claim(spec: Pick<MachineSpec, 'vmId' | 'name' | 'disks'>, replaces: HostId | null): Promise<void>;
  /** Takes this host's claim away; harmless when there is none. */
  release(spec: Pick<MachineSpec, 'vmId' | 'name' | 'disks'>): Promise<void>;
  /** Size and free space of each datastore. One that does not answer in time is left out: it is not known, not empty. */
  usage(): Promise<readonly DatastoreFacts[]>;
}
