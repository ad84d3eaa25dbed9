/** The files of one datastore, wherever it lies. Paths are relative to its root, with plain parts; none leads out of it. */
import type { DiskFile } from '@rapidvm/agent-app';
import type { VmId } from '@rapidvm/kernel';

export interface FileStatus {
  readonly kind: 'file' | 'folder' | 'other';
  readonly bytes: number;
}

export interface Space {
  readonly totalBytes: number;
  /** Free for a process without privileges. */
  readonly freeBytes: number;
}

/**
 * Failures of the system carry Node's codes (`ENOENT`, `ENOSPC`, …) whatever the datastore is; `path-outside-root` is refused where a path, or a
 * link on it, leads out.
 */
export interface StoreFiles {
  readonly datastore: string;
  /** Its root, as people know it: a folder, or the address of an export. */
  readonly root: string;
  /** QEMU's lock on an image tells of writers there: on this host, and on others where its file system has locks that reach them. */
  readonly hasLocks: boolean;
  /** Null: there is none. Refuses `storage-failed` when the datastore itself can't be seen: then nothing is known of its files (law 2). */
  status(path: string): Promise<FileStatus | null>;
  /** Makes what is missing of a folder that QEMU's users may pass through and not list. */
  makePassThrough(path: string): Promise<void>;
  /** Makes a folder for its owner alone. */
  makePrivate(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file, or a folder with all that is in it; harmless when it is gone. */
  removeTree(path: string): Promise<void>;
  /** What is in a folder, in no order; nothing: there is no such folder. */
  names(path: string): Promise<readonly string[]>;
  /** A small file's text; null: there is none. Refuses `corrupt-file` for a large one. */
  readText(path: string): Promise<string | null>;
  /** Writes aside, forces it to the disk, renames it into place. */
  writeWhole(path: string, text: string): Promise<void>;
  /** Makes a file with this text if the name is free; of several callers on all hosts, one hears true. */
  claim(path: string, text: string): Promise<boolean>;
  /** Up to `bytes` from the beginning of a plain file, and how long it is. Refuses `image-invalid` for anything else. */
  readStart(path: string, bytes: number): Promise<{ readonly start: Uint8Array; readonly fileBytes: number }>;
  /** All bytes of a plain file, in order. */
  read(path: string): AsyncIterable<Uint8Array>;
  /** Makes a file or folder that of the user whom QEMU reaches the VM's disks as. */
  give(path: string, vmId: VmId): Promise<void>;
  /**
   * Shuts out whoever has these files of `folder` open, where the datastore can; nothing happens where it can't. From then on `diskFile` tells how
   * they are opened.
   */
  fence(folder: string, names: readonly string[]): Promise<void>;
  /** Forces a file, or the entries of a folder, to the disk. */
  sync(path: string): Promise<void>;
  space(): Promise<Space>;
  /** How qemu-img is told of a file. */
  imageName(path: string): Promise<string>;
  /** How QEMU is told of a file. Refuses `not-found`. */
  diskFile(path: string): Promise<DiskFile>;
  /** An absolute path on this host with the file's content, for what QEMU reads only from local files: kernels. Refuses `not-found`. */
  localPath(path: string): Promise<string>;
}
