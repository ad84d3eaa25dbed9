/** Names in datastores → absolute paths, never outside their root: neither by their text nor by symbolic links. */
import { realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { DatastorePath } from '@rapidvm/domain';
import { isSafeRelativePath } from '@rapidvm/domain';
import { RapidError, notFound } from '@rapidvm/kernel';
import { storageFailed, systemErrorCode } from '../storage-errors.ts';

export class DatastoreRoots {
  readonly #roots: Readonly<Record<string, string>>;

  constructor(roots: Readonly<Record<string, string>>) {
    this.#roots = roots;
  }

  get names(): readonly string[] {
    return Object.keys(this.#roots);
  }

  /** Refuses `not-found`: this host has no such datastore. */
  rootOf(datastore: string): string {
    const root = Object.hasOwn(this.#roots, datastore) ? this.#roots[datastore] : undefined;
    if (root === undefined) throw notFound('datastore', datastore);
    return root;
  }

  /** Absolute path of a file that exists. Refuses `path-outside-root`, `not-found`, or `storage-failed` (the datastore itself is missing). */
  async existing(file: DatastorePath): Promise<string> {
    const path = this.#lexical(file);
    try {
      return await this.#checkReal(file, await realpath(path));
    } catch (error) {
      if (!isMissing(error)) throw error;
      await this.#realRoot(file.datastore);
      throw notFound('file', `${file.datastore}:${file.path}`);
    }
  }

  /** Absolute path of a file that may be made: as much of its folder as exists lies inside the root. Refuses `path-outside-root`. */
  async makeable(file: DatastorePath): Promise<string> {
    const path = this.#lexical(file);
    await this.#realRoot(file.datastore);
    for (let folder = path; ; folder = dirname(folder)) {
      try {
        await this.#checkReal(file, await realpath(folder));
        return path;
      } catch (error) {
        if (!isMissing(error) || folder === dirname(folder)) throw error;
      }
    }
  }

  #lexical(file: DatastorePath): string {
    const root = this.rootOf(file.datastore);
    if (!isSafeRelativePath(file.path)) throw outsideRoot(root, file.path);
    return join(root, file.path);
  }

  async #checkReal(file: DatastorePath, real: string): Promise<string> {
    const root = await this.#realRoot(file.datastore);
    if (real !== root && !real.startsWith(root === sep ? sep : root + sep)) throw outsideRoot(root, file.path);
    return real;
  }

  /** A datastore whose root is missing can't be seen; nothing is known of its files (law 2). Refuses `storage-failed`. */
  async #realRoot(datastore: string): Promise<string> {
    try {
      return await realpath(this.rootOf(datastore));
    } catch (error) {
      if (isMissing(error)) throw storageFailed(datastore, '.', 'its root folder is not there');
      throw error;
    }
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '');
}

function outsideRoot(root: string, path: string): RapidError<'path-outside-root'> {
  const hint = 'Use a relative path with plain parts, and no symbolic link that leads out of the datastore';
  return new RapidError('path-outside-root', `${JSON.stringify(path)} leads out of its datastore`, { root, path }, hint);
}
