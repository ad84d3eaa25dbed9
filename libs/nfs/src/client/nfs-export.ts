/** Files and folders of one mounted export, by path. */
import type { Rng, Timers } from '@rapidvm/kernel';
import { isNfsError, NfsError } from '../errors.ts';
import { MAX_DEPTH } from '../limits.ts';
import type { Attributes, NewAttributes } from '../protocol/attributes.ts';
import * as nfs from '../protocol/nfs3.ts';
import type { Procedure } from '../rpc/rpc-message.ts';
import type { RpcConnection } from '../rpc/rpc-connection.ts';
import { HandleCache } from './handle-cache.ts';
import { namesOf, splitPath } from './path.ts';
import { readStream } from './read-stream.ts';
import { writeStream } from './write-stream.ts';

export interface ExportParts {
  readonly rpc: RpcConnection;
  readonly root: nfs.FileHandle;
  /** Bytes of one transfer. */
  readonly sizes: { readonly read: number; readonly write: number };
  readonly timers: Timers;
  readonly rng: Rng;
}

/** Milliseconds until the server is asked again when it says that it has to fetch something first. */
const JUKEBOX_MS = 500;
const JUKEBOX_TRIES = 20;
const VERIFIER_BYTES = 8;
const FOLDER_MODE = 0o755;
const FILE_MODE = 0o644;

/** Refuses with NfsError: the server's status names (ENOENT, EACCES, …), `timed-out`, `unreachable`, `closed`, `malformed`, `invalid-argument`. */
export class NfsExport {
  readonly #parts: ExportParts;
  readonly #handles = new HandleCache();

  /** Made by `openExport`. */
  constructor(parts: ExportParts) {
    this.#parts = parts;
  }

  attributes(path: string): Promise<Attributes> {
    return this.#at(path, (file) => this.#call(nfs.getAttributes, file));
  }

  setAttributes(path: string, attributes: NewAttributes): Promise<void> {
    return this.#at(path, (file) => this.#call(nfs.setAttributes, { file, attributes }));
  }

  /** Everything in a folder but `.` and `..`, in the server's order, a page in memory at a time. */
  async *list(path: string): AsyncGenerator<nfs.DirectoryEntry, undefined> {
    const folder = await this.#handle(path);
    let page: nfs.DirectoryPage = { entries: [], cookie: 0n, verifier: 0n, isLast: false };
    while (!page.isLast) {
      const { cookie, verifier } = page;
      page = await this.#call(nfs.readFolder, { folder, cookie, verifier });
      for (const entry of page.entries) if (entry.name !== '.' && entry.name !== '..') yield entry;
      if (page.entries.length === 0) return undefined;
    }
    return undefined;
  }

  /** EEXIST when the name is taken. */
  makeFolder(path: string, attributes: NewAttributes = { mode: FOLDER_MODE }): Promise<void> {
    return this.#inFolder(path, async (entry) => {
      await this.#call(nfs.makeFolder, { ...entry, attributes });
    });
  }

  /** Makes the folder and those above it that are missing. */
  async makeFolders(path: string, attributes: NewAttributes = { mode: FOLDER_MODE }): Promise<void> {
    const names = namesOf(path);
    for (let depth = 1; depth <= names.length; depth += 1) {
      try {
        await this.makeFolder(names.slice(0, depth).join('/'), attributes);
      } catch (error) {
        if (!isNfsError(error, 'EEXIST')) throw error;
      }
    }
  }

  /** Makes an empty file; EEXIST when the name is taken. Of several callers at once exactly one succeeds. */
  async makeFile(path: string, attributes: NewAttributes = { mode: FILE_MODE }): Promise<void> {
    const verifier = this.#parts.rng.bytes(VERIFIER_BYTES);
    await this.#inFolder(path, (entry) => this.#call(nfs.createExclusive, { ...entry, verifier }));
    await this.setAttributes(path, attributes);
  }

  /** The file's bytes in order, several transfers ahead of the reader, from `offset` for `bytes` or to its end. */
  async *read(path: string, offset = 0, bytes = Infinity): AsyncGenerator<Uint8Array, undefined> {
    const file = await this.#handle(path);
    const transfer = (at: number, count: number): Promise<nfs.ReadResult> => this.#call(nfs.read, { file, offset: at, count });
    yield* readStream(transfer, { offset, bytes, transferBytes: this.#parts.sizes.read });
  }

  /** A small file as a whole. Refuses EFBIG above `maxBytes`. */
  async readWhole(path: string, maxBytes: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of this.read(path, 0, maxBytes + 1)) {
      bytes += part.length;
      if (bytes > maxBytes) throw new NfsError('EFBIG', 'READ', `${path} has more than ${maxBytes} bytes`);
      parts.push(part);
    }
    return Buffer.concat(parts);
  }

  /**
   * Writes what `source` gives into a file that exists, from `offset`, several transfers at a time; resolves with the number of bytes when all of it
   * is on the server's disk, also if the server started anew meanwhile.
   */
  async write(path: string, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, offset = 0): Promise<number> {
    const file = await this.#handle(path);
    return writeStream(source, {
      offset,
      transferBytes: this.#parts.sizes.write,
      write: (at, data, stability) => this.#call(nfs.write, { file, offset: at, data, stability }),
      commit: () => this.#call(nfs.commit, file),
    });
  }

  /** A file that appears whole or not at all: written aside, forced to the disk, renamed over what was there. */
  async writeWhole(path: string, bytes: Uint8Array, attributes: NewAttributes = { mode: FILE_MODE }): Promise<void> {
    const aside = `${path}.new-${Buffer.from(this.#parts.rng.bytes(VERIFIER_BYTES)).toString('hex')}`;
    await this.makeFile(aside, attributes);
    try {
      await this.write(aside, [bytes]);
      await this.rename(aside, path);
    } catch (error) {
      await this.#removeIfThere(aside);
      throw error;
    }
  }

  /** Replaces a file that has the new name; ENOTEMPTY or EEXIST when that is a folder with something in it. */
  async rename(from: string, to: string): Promise<void> {
    await this.#inFolder(from, (source) =>
      this.#inFolder(to, async (target) => {
        await this.#call(nfs.rename, { from: source, to: target });
      }),
    );
    this.#handles.forget(from);
    this.#handles.forget(to);
  }

  /** A second name for a file. EEXIST when it is taken: of several callers at once exactly one succeeds. */
  link(path: string, to: string): Promise<void> {
    return this.#at(path, (file) => this.#inFolder(to, (target) => this.#call(nfs.link, { file, to: target })));
  }

  async remove(path: string): Promise<void> {
    await this.#inFolder(path, (entry) => this.#call(nfs.remove, entry));
    this.#handles.forget(path);
  }

  /** ENOTEMPTY when there is something in it. */
  async removeFolder(path: string): Promise<void> {
    await this.#inFolder(path, (entry) => this.#call(nfs.removeFolder, entry));
    this.#handles.forget(path);
  }

  /** Removes a folder with all that is in it; harmless when it is gone. Links are removed, not followed. */
  async removeTree(path: string, depth = 0): Promise<void> {
    if (depth > MAX_DEPTH) throw new NfsError('invalid-argument', 'RMDIR', `more than ${MAX_DEPTH} folders deep`);
    const entries: nfs.DirectoryEntry[] = [];
    try {
      for await (const entry of this.list(path)) entries.push(entry);
    } catch (error) {
      if (isNfsError(error, 'ENOENT')) return;
      throw error;
    }
    for (const { name, attributes } of entries) {
      const inside = path === '' ? name : `${path}/${name}`;
      const { type } = attributes ?? (await this.attributes(inside));
      if (type === 'folder') await this.removeTree(inside, depth + 1);
      else await this.remove(inside);
    }
    if (path !== '') await this.removeFolder(path);
  }

  /** Size and free space of the file system that the export lies on. */
  space(): Promise<nfs.Space> {
    return this.#call(nfs.fileSystemSpace, this.#parts.root);
  }

  /** Ends what is under way with `closed`. */
  close(): void {
    this.#parts.rpc.close();
  }

  async #removeIfThere(path: string): Promise<void> {
    try {
      await this.remove(path);
    } catch (error) {
      if (!isNfsError(error, 'ENOENT')) throw error;
    }
  }

  async #inFolder<T>(path: string, work: (entry: nfs.Entry) => Promise<T>): Promise<T> {
    const { folder, name } = splitPath(path);
    return this.#at(folder, (handle) => work({ folder: handle, name }));
  }

  /** Does `work` with the handle of `path`; a handle that the server no longer knows is looked up once again. */
  async #at<T>(path: string, work: (file: nfs.FileHandle) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#handle(path));
    } catch (error) {
      if (!isNfsError(error, 'ESTALE', 'EBADHANDLE')) throw error;
      this.#handles.clear();
      return work(await this.#handle(path));
    }
  }

  async #handle(path: string): Promise<nfs.FileHandle> {
    const names = namesOf(path);
    let handle = this.#parts.root;
    for (const [index, name] of names.entries()) {
      const walked = names.slice(0, index + 1).join('/');
      const known = this.#handles.get(walked);
      handle = known ?? (await this.#call(nfs.lookup, { folder: handle, name })).file;
      if (known === undefined) this.#handles.set(walked, handle);
    }
    return handle;
  }

  async #call<A, R>(procedure: Procedure<A, R>, args: A): Promise<R> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#parts.rpc.call(procedure, args);
      } catch (error) {
        if (!isNfsError(error, 'EJUKEBOX') || tries === JUKEBOX_TRIES) throw error;
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#parts.timers.after(JUKEBOX_MS, resolve);
        await promise;
      }
    }
  }
}
