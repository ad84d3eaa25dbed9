/** Copies on this host's disk of files that QEMU can read from there only: kernels and initramfs of a datastore without a mount. */
import { createHash } from 'node:crypto';
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rng } from '@rapidvm/kernel';
import { unless } from '../storage-errors.ts';

const NAME_BYTES = 8;
/** Any user's QEMU reads them: they come from an image, and hold no secrets. */
const READABLE = 0o644;
const PASS_THROUGH = 0o711;

export class LocalCopies {
  readonly #folder: string;
  readonly #rng: Rng;

  /** `folder`: absolute; made when the first copy is. */
  constructor(folder: string, rng: Rng) {
    this.#folder = folder;
    this.#rng = rng;
  }

  /** Path of a copy of `name` as it is with `stamp`; older ones go. Copies made at the same time by several callers do no harm. */
  async of(name: string, stamp: string, content: () => AsyncIterable<Uint8Array>): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: PASS_THROUGH });
    const key = createHash('sha256')
      .update(name)
      .digest('hex')
      .slice(0, 2 * NAME_BYTES);
    const path = join(this.#folder, `${key}-${stamp}`);
    if ((await unless(access(path), 'missing', 'ENOENT')) !== 'missing') return path;
    await this.#write(path, content());
    for (const old of await readdir(this.#folder)) {
      if (old.startsWith(`${key}-`) && join(this.#folder, old) !== path && !old.endsWith('.part'))
        await rm(join(this.#folder, old), { force: true });
    }
    return path;
  }

  async #write(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    const aside = `${path}.${Buffer.from(this.#rng.bytes(NAME_BYTES)).toString('hex')}.part`;
    const file = await open(aside, 'wx', READABLE);
    try {
      for await (const part of content) await file.write(part);
      await file.chmod(READABLE);
      await file.sync();
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    await rename(aside, path);
  }
}
