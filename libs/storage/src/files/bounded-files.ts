/** A datastore whose calls take turns, so that one that hangs holds up nothing but what needs it (law 6). */
import type { DiskFile } from '@rapidvm/agent-app';
import type { Timers, VmId } from '@rapidvm/kernel';
import { makePassThrough } from './pass-through.ts';
import type { FileStatus, Space, StoreFiles } from './store-files.ts';
import { Turns } from './turns.ts';

export class BoundedFiles implements StoreFiles {
  readonly #files: StoreFiles;
  readonly #turns: Turns;

  constructor(files: StoreFiles, timers: Timers) {
    this.#files = files;
    this.#turns = new Turns(files.datastore, timers);
  }

  get datastore(): string {
    return this.#files.datastore;
  }

  get root(): string {
    return this.#files.root;
  }

  get hasLocks(): boolean {
    return this.#files.hasLocks;
  }

  /** Makes the datastore's folder, if it is missing. */
  makeRoot(): Promise<void> {
    return this.#turns.take('.', () => makePassThrough(this.#files.root));
  }

  status(path: string): Promise<FileStatus | null> {
    return this.#turns.take(path, () => this.#files.status(path));
  }

  makePassThrough(path: string): Promise<void> {
    return this.#turns.take(path, () => this.#files.makePassThrough(path));
  }

  makePrivate(path: string): Promise<void> {
    return this.#turns.take(path, () => this.#files.makePrivate(path));
  }

  rename(from: string, to: string): Promise<void> {
    return this.#turns.take(from, () => this.#files.rename(from, to));
  }

  removeTree(path: string): Promise<void> {
    return this.#turns.take(path, () => this.#files.removeTree(path));
  }

  names(path: string): Promise<readonly string[]> {
    return this.#turns.take(path, () => this.#files.names(path));
  }

  readText(path: string): Promise<string | null> {
    return this.#turns.take(path, () => this.#files.readText(path));
  }

  writeWhole(path: string, text: string): Promise<void> {
    return this.#turns.take(path, () => this.#files.writeWhole(path, text));
  }

  claim(path: string, text: string): Promise<boolean> {
    return this.#turns.take(path, () => this.#files.claim(path, text));
  }

  readStart(path: string, bytes: number): Promise<{ readonly start: Uint8Array; readonly fileBytes: number }> {
    return this.#turns.take(path, () => this.#files.readStart(path, bytes));
  }

  async *read(path: string): AsyncGenerator<Uint8Array, undefined> {
    const parts = this.#files.read(path)[Symbol.asyncIterator]();
    let answered = true;
    try {
      for (;;) {
        answered = false;
        const part = await this.#turns.take(path, () => parts.next());
        answered = true;
        if (part.done === true) return undefined;
        yield part.value;
      }
    } finally {
      const closed = Promise.resolve(parts.return?.());
      // The file is closed when the call that hangs has ended; whoever read it has heard that it does.
      if (answered) await closed;
      else closed.catch(() => undefined);
    }
  }

  give(path: string, vmId: VmId): Promise<void> {
    return this.#turns.take(path, () => this.#files.give(path, vmId));
  }

  fence(folder: string, names: readonly string[]): Promise<void> {
    return this.#turns.take(folder, () => this.#files.fence(folder, names));
  }

  sync(path: string): Promise<void> {
    return this.#turns.take(path, () => this.#files.sync(path));
  }

  space(): Promise<Space> {
    return this.#turns.take('.', () => this.#files.space());
  }

  imageName(path: string): Promise<string> {
    return this.#turns.take(path, () => this.#files.imageName(path));
  }

  diskFile(path: string): Promise<DiskFile> {
    return this.#turns.take(path, () => this.#files.diskFile(path));
  }

  localPath(path: string): Promise<string> {
    return this.#turns.take(path, () => this.#files.localPath(path));
  }
}
