/** Where a VM's files lie on its host. The host resolves them; argv and everything else only read them. */

/** A file on an NFS server, which QEMU reaches by itself. */
export interface NfsFile {
  readonly host: string;
  /** Absolute on the server: the export's path and the file's in it. */
  readonly path: string;
  /** Whom the server takes QEMU for. */
  readonly uid: number;
  readonly gid: number;
}

/** An absolute path on this host, or a file elsewhere. */
export type DiskFile = string | NfsFile;

/** Where one disk lies and, when it is a copy-on-write child, its base. */
export interface DiskFiles {
  readonly file: DiskFile;
  readonly base?: DiskFile;
}

/** Files in a VM's run directory. */
export interface RunFiles {
  readonly directory: string;
  readonly pidFile: string;
  /** QMP monitor of the agent. */
  readonly controlSocket: string;
  /** Second QMP monitor, for tools: QEMU serves one client per monitor. */
  readonly toolSocket: string;
  readonly serialSocket: string;
  readonly serialLog: string;
  readonly screenSocket: string;
  /** What QEMU itself prints, this time and the last. */
  readonly outputLog: string;
  readonly lastOutputLog: string;
}

export interface MachineFiles {
  readonly run: RunFiles;
  /** In the order of the spec's disks. */
  readonly disks: readonly DiskFiles[];
  /** Direct kernel boot; absent: the machine's firmware boots the first disk. */
  readonly kernel?: string;
  readonly initrd?: string;
  /** Firmware image, for machines that have none built in (arm64 `virt`). */
  readonly firmware?: string;
}

/** The names in a run directory. Short, because a unix socket's whole path has at most 107 bytes. */
export function runFiles(directory: string): RunFiles {
  return {
    directory,
    pidFile: `${directory}/qemu.pid`,
    controlSocket: `${directory}/qmp.sock`,
    toolSocket: `${directory}/tool.sock`,
    serialSocket: `${directory}/serial.sock`,
    serialLog: `${directory}/serial.log`,
    screenSocket: `${directory}/vnc.sock`,
    outputLog: `${directory}/qemu.log`,
    lastOutputLog: `${directory}/qemu.log.1`,
  };
}
