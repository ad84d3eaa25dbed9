/** A datastore on an NFS server, used without a mount: our own client for everything but the disks of running VMs, QEMU's for those. */
import { hostname } from 'node:os';
import type { NfsFile } from '@rapidvm/agent-app';
import type { Rng, Timers, VmId } from '@rapidvm/kernel';
import { notFound, RapidError } from '@rapidvm/kernel';
import { isSafeRelativePath } from '@rapidvm/domain';
import { isNfsError, openExport, type NfsExport } from '@rapidvm/nfs';
import type { FileStatus, Space, StoreFiles } from '../files/store-files.ts';
import { corruptFile } from '../files/whole-file.ts';
import { MAX_SMALL_FILE_BYTES, NFS_CALL_TIMEOUT_MS } from '../limits.ts';
import type { FileOwner } from '../options.ts';
import { imageInvalid, unless } from '../storage-errors.ts';
import type { LocalCopies } from './local-copies.ts';
import { nextOwner, nfsUrl, type NfsPlace } from './nfs-place.ts';

const ROOT: FileOwner = { uid: 0, gid: 0 };
const PASS_THROUGH = 0o711;
const OWNER_ONLY_FOLDER = 0o700;
const OWNER_ONLY_FILE = 0o600;

export interface NfsFilesOptions {
  readonly datastore: string;
  readonly place: NfsPlace;
  readonly serverOwnerOf: (vmId: VmId) => FileOwner;
  readonly copies: LocalCopies;
  readonly timers: Timers;
  readonly rng: Rng;
}

export class NfsFiles implements StoreFiles {
  readonly datastore: string;
  readonly root: string;
  /** QEMU's `nfs` driver takes none. */
  readonly hasLocks = false;
  readonly #options: NfsFilesOptions;
  #export: Promise<NfsExport> | null = null;

  /** Nothing is asked of the server before the first call. */
  constructor(options: NfsFilesOptions) {
    this.#options = options;
    this.datastore = options.datastore;
    this.root = `nfs://${options.place.host}${options.place.exportPath}`;
  }

  async status(path: string): Promise<FileStatus | null> {
    const found = await unless((await this.#at(path)).attributes(path), null, 'ENOENT', 'ENOTDIR');
    if (found === null) return null;
    return { kind: found.type === 'file' || found.type === 'folder' ? found.type : 'other', bytes: found.sizeBytes };
  }

  async makePassThrough(path: string): Promise<void> {
    await (await this.#at(path)).makeFolders(path, { mode: PASS_THROUGH });
  }

  async makePrivate(path: string): Promise<void> {
    await (await this.#at(path)).makeFolder(path, { mode: OWNER_ONLY_FOLDER });
  }

  async rename(from: string, to: string): Promise<void> {
    await (await this.#at(from, to)).rename(from, to);
  }

  async removeTree(path: string): Promise<void> {
    const files = await this.#at(path);
    const found = await unless(files.attributes(path), null, 'ENOENT', 'ENOTDIR');
    if (found?.type === 'folder') await files.removeTree(path);
    else if (found !== null) await unless(files.remove(path), undefined, 'ENOENT');
  }

  async names(path: string): Promise<readonly string[]> {
    const names: string[] = [];
    try {
      for await (const { name } of (await this.#at(path)).list(path)) names.push(name);
    } catch (error) {
      if (isNfsError(error, 'ENOENT', 'ENOTDIR')) return [];
      throw error;
    }
    return names;
  }

  async readText(path: string): Promise<string | null> {
    const files = await this.#at(path);
    const found = await unless(files.attributes(path), null, 'ENOENT', 'ENOTDIR');
    if (found === null) return null;
    if (found.sizeBytes > MAX_SMALL_FILE_BYTES)
      throw corruptFile(`${this.root}/${path}`, `it has ${found.sizeBytes} bytes, more than ${MAX_SMALL_FILE_BYTES}`);
    return new TextDecoder().decode(await files.readWhole(path, MAX_SMALL_FILE_BYTES));
  }

  async writeWhole(path: string, text: string): Promise<void> {
    await (await this.#at(path)).writeWhole(path, new TextEncoder().encode(text), { mode: OWNER_ONLY_FILE });
  }

  async claim(path: string, text: string): Promise<boolean> {
    const files = await this.#at(path);
    const aside = `${path}.${Buffer.from(this.#options.rng.bytes(8)).toString('hex')}`;
    await files.writeWhole(aside, new TextEncoder().encode(text), { mode: OWNER_ONLY_FILE });
    try {
      return (await unless(files.link(aside, path), 'taken', 'EEXIST')) !== 'taken';
    } finally {
      await unless(files.remove(aside), undefined, 'ENOENT');
    }
  }

  async readStart(path: string, bytes: number): Promise<{ start: Uint8Array; fileBytes: number }> {
    const fileBytes = await this.#plainFileBytes(path);
    const parts: Uint8Array[] = [];
    for await (const part of (await this.#at(path)).read(path, 0, bytes)) parts.push(part);
    return { start: Buffer.concat(parts), fileBytes };
  }

  async *read(path: string): AsyncGenerator<Uint8Array, undefined> {
    await this.#plainFileBytes(path);
    yield* (await this.#at(path)).read(path);
  }

  /** Everything there is one user's when the datastore says so. */
  async give(path: string, vmId: VmId): Promise<void> {
    if (this.#options.place.owner !== null) return;
    await (await this.#at(path)).setAttributes(path, this.#options.serverOwnerOf(vmId));
  }

  /** The server looks at each write whose it is: with another owner of the files, those of before are refused. */
  async fence(folder: string, names: readonly string[]): Promise<void> {
    if (this.#options.place.owner !== null) return;
    const files = await this.#at(folder);
    const { uid, gid } = await files.attributes(folder);
    const owner = nextOwner({ uid, gid });
    for (const name of names) await files.setAttributes(`${folder}/${name}`, { ...owner, mode: OWNER_ONLY_FILE });
    await files.setAttributes(folder, owner);
  }

  /** An NFS server answers a change of a folder, and a commit, when it is on its disk (RFC 1813 section 4.8). */
  sync(): Promise<void> {
    return Promise.resolve();
  }

  async space(): Promise<Space> {
    const { totalBytes, availableBytes } = await (await this.#at('.')).space();
    return { totalBytes, freeBytes: availableBytes };
  }

  imageName(path: string): Promise<string> {
    this.#check(path);
    return Promise.resolve(nfsUrl(this.#options.place, path));
  }

  /** As the user whose the file is: that changes when it is fenced. */
  async diskFile(path: string): Promise<NfsFile> {
    const found = await unless((await this.#at(path)).attributes(path), null, 'ENOENT', 'ENOTDIR');
    if (found === null) throw notFound('file', `${this.datastore}:${path}`);
    const { host, exportPath, owner } = this.#options.place;
    const { uid, gid } = owner ?? found;
    return { host, path: `${exportPath}/${path}`, uid, gid };
  }

  async localPath(path: string): Promise<string> {
    const files = await this.#at(path);
    const found = await unless(files.attributes(path), null, 'ENOENT', 'ENOTDIR');
    if (found === null) throw notFound('file', `${this.datastore}:${path}`);
    return this.#options.copies.of(`${this.root}/${path}`, `${found.sizeBytes}-${found.changedMs}`, () => files.read(path));
  }

  async #plainFileBytes(path: string): Promise<number> {
    const found = await this.status(path);
    if (found === null) throw notFound('file', `${this.datastore}:${path}`);
    if (found.kind !== 'file') throw imageInvalid(`${this.datastore}:${path}`, 'it is not a file');
    return found.bytes;
  }

  /** The export, once the paths are known to be good ones (`.`: the root itself). */
  #at(...paths: readonly string[]): Promise<NfsExport> {
    for (const path of paths) if (path !== '.') this.#check(path);
    this.#export ??= this.#open();
    return this.#export;
  }

  async #open(): Promise<NfsExport> {
    const { place, timers, rng } = this.#options;
    const { uid, gid } = place.owner ?? ROOT;
    try {
      return await openExport({
        host: place.host,
        path: place.exportPath,
        credential: { uid, gid, machine: hostname() },
        // Many servers talk to root only.
        privilegedPort: process.getuid?.() === 0,
        callTimeoutMs: NFS_CALL_TIMEOUT_MS,
        timers,
        rng,
      });
    } catch (error) {
      // The next call tries anew.
      this.#export = null;
      throw error;
    }
  }

  #check(path: string): void {
    if (isSafeRelativePath(path)) return;
    const hint = 'Use a relative path with plain parts';
    throw new RapidError(
      'path-outside-root',
      `${JSON.stringify(path)} leads out of its datastore`,
      { root: this.root, path },
      hint,
    );
  }
}
