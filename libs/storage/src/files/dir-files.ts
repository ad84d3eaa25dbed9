/** A datastore in a folder of this host: its own disk, or what somebody has mounted there. */
import { randomUUID } from 'node:crypto';
import { chown, link, lstat, mkdir, readFile, readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { VmId } from '@rapidvm/kernel';
import { CHECKSUM_CHUNK_BYTES, MAX_SMALL_FILE_BYTES } from '../limits.ts';
import { openRegular } from '../image/open-regular.ts';
import type { FileOwner } from '../options.ts';
import { unless } from '../storage-errors.ts';
import { DatastoreRoots } from './datastore-root.ts';
import { makePassThrough } from './pass-through.ts';
import type { FileStatus, Space, StoreFiles } from './store-files.ts';
import { corruptFile, syncFile, writeWhole } from './whole-file.ts';

const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

export class DirFiles implements StoreFiles {
  readonly datastore: string;
  readonly root: string;
  readonly hasLocks = true;
  readonly #roots: DatastoreRoots;
  readonly #ownerOf: (vmId: VmId) => FileOwner | null;

  /** `ownerOf`: whom a VM's QEMU runs as; null: the agent's own user. */
  constructor(datastore: string, root: string, ownerOf: (vmId: VmId) => FileOwner | null) {
    this.#ownerOf = ownerOf;
    this.datastore = datastore;
    this.root = root;
    this.#roots = new DatastoreRoots({ [datastore]: root });
  }

  async status(path: string): Promise<FileStatus | null> {
    const found = await unless(lstat(await this.#makeable(path)), null, 'ENOENT', 'ENOTDIR');
    if (found === null) return null;
    return { kind: kindOf(found), bytes: found.size };
  }

  async makePassThrough(path: string): Promise<void> {
    await makePassThrough(await this.#makeable(path));
  }

  async makePrivate(path: string): Promise<void> {
    await mkdir(await this.#makeable(path), { mode: OWNER_ONLY_FOLDER });
  }

  async rename(from: string, to: string): Promise<void> {
    await rename(await this.#makeable(from), await this.#makeable(to));
  }

  async removeTree(path: string): Promise<void> {
    await rm(await this.#makeable(path), { recursive: true, force: true });
  }

  async names(path: string): Promise<readonly string[]> {
    return unless(readdir(await this.#makeable(path)), [], 'ENOENT', 'ENOTDIR');
  }

  async readText(path: string): Promise<string | null> {
    const file = await this.#makeable(path);
    const found = await unless(stat(file), null, 'ENOENT', 'ENOTDIR');
    if (found === null) return null;
    if (found.size > MAX_SMALL_FILE_BYTES)
      throw corruptFile(file, `it has ${found.size} bytes, more than ${MAX_SMALL_FILE_BYTES}`);
    return readFile(file, 'utf8');
  }

  async writeWhole(path: string, text: string): Promise<void> {
    await writeWhole(await this.#makeable(path), text);
  }

  async claim(path: string, text: string): Promise<boolean> {
    const file = await this.#makeable(path);
    const aside = `${file}.${randomUUID()}`;
    try {
      await writeFile(aside, text, { mode: OWNER_ONLY_FILE, flag: 'wx', flush: true });
      // Unlike opening with O_EXCL, a link has its content from the first moment, and is one of many on every NFS mount too.
      if ((await unless(link(aside, file), 'taken', 'EEXIST')) === 'taken') return false;
      await syncFile(dirname(file));
      return true;
    } finally {
      await rm(aside, { force: true });
    }
  }

  async readStart(path: string, bytes: number): Promise<{ start: Uint8Array; fileBytes: number }> {
    const file = await openRegular(await this.#existing(path), this.#nameOf(path));
    try {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(bytes), position: 0 });
      return { start: buffer.subarray(0, bytesRead), fileBytes: (await file.stat()).size };
    } finally {
      await file.close();
    }
  }

  async *read(path: string): AsyncGenerator<Uint8Array, undefined> {
    const file = await openRegular(await this.#existing(path), this.#nameOf(path));
    try {
      const buffer = Buffer.alloc(CHECKSUM_CHUNK_BYTES);
      for (let position = 0; ;) {
        const { bytesRead } = await file.read({ buffer, position });
        if (bytesRead === 0) return undefined;
        yield buffer.subarray(0, bytesRead);
        position += bytesRead;
      }
    } finally {
      await file.close();
    }
  }

  async give(path: string, vmId: VmId): Promise<void> {
    const owner = this.#ownerOf(vmId);
    if (owner !== null) await chown(await this.#makeable(path), owner.uid, owner.gid);
  }

  /** Whoever has a file open keeps it; only QEMU's own lock stands in the way of a second writer. */
  fence(): Promise<void> {
    return Promise.resolve();
  }

  async sync(path: string): Promise<void> {
    await syncFile(path === '' ? this.root : await this.#makeable(path));
  }

  async space(): Promise<Space> {
    const { blocks, bavail, bsize } = await statfs(this.root);
    return { totalBytes: blocks * bsize, freeBytes: bavail * bsize };
  }

  imageName(path: string): Promise<string> {
    return this.#makeable(path);
  }

  diskFile(path: string): Promise<string> {
    return this.#existing(path);
  }

  localPath(path: string): Promise<string> {
    return this.#existing(path);
  }

  #existing(path: string): Promise<string> {
    return this.#roots.existing({ datastore: this.datastore, path });
  }

  #makeable(path: string): Promise<string> {
    return this.#roots.makeable({ datastore: this.datastore, path });
  }

  #nameOf(path: string): string {
    return `${this.datastore}:${path}`;
  }
}

function kindOf(found: { isFile(): boolean; isDirectory(): boolean }): FileStatus['kind'] {
  if (found.isFile()) return 'file';
  return found.isDirectory() ? 'folder' : 'other';
}
