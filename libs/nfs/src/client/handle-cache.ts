import { MAX_CACHED_HANDLES } from '../limits.ts';
import type { FileHandle } from '../protocol/nfs3.ts';

/** Handles by path, the least recently used forgotten first. */
export class HandleCache {
  readonly #handles = new Map<string, FileHandle>();

  get(path: string): FileHandle | undefined {
    const found = this.#handles.get(path);
    if (found !== undefined) this.set(path, found);
    return found;
  }

  set(path: string, handle: FileHandle): void {
    this.#handles.delete(path);
    this.#handles.set(path, handle);
    if (this.#handles.size <= MAX_CACHED_HANDLES) return;
    const [oldest] = this.#handles.keys();
    if (oldest !== undefined) this.#handles.delete(oldest);
  }

  /** Forgets `path` and everything below it. */
  forget(path: string): void {
    for (const known of this.#handles.keys()) {
      if (known === path || known.startsWith(`${path}/`)) this.#handles.delete(known);
    }
  }

  clear(): void {
    this.#handles.clear();
  }
}
