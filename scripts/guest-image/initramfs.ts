import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { cpioArchive, type CpioEntry } from './cpio.ts';
import type { KernelModule } from './kernel-modules.ts';

export interface InitramfsParts {
  readonly init: string;
  readonly busybox: string;
  readonly modules: { readonly source: string; readonly list: readonly KernelModule[] };
}

/** Builds the first root file system: busybox, the modules the disk needs in loading order, and `init`. */
export async function buildInitramfs(target: string, parts: InitramfsParts): Promise<void> {
  const folders = ['bin', 'dev', 'modules', 'proc', 'root', 'sys'];
  const entries: CpioEntry[] = folders.map((name) => ({ name, mode: 0o755, content: null }));
  entries.push({ name: 'init', mode: 0o755, content: await readFile(parts.init) });
  entries.push({ name: 'bin/busybox', mode: 0o755, content: await readFile(parts.busybox) });
  for (const module of parts.modules.list) {
    entries.push({
      name: `modules/${basename(module.path)}`,
      mode: 0o644,
      content: await readFile(join(parts.modules.source, module.path)),
    });
  }
  const order = parts.modules.list.map((module) => `${basename(module.path)}\n`).join('');
  entries.push({ name: 'modules/modules.load', mode: 0o644, content: Buffer.from(order) });
  await writeFile(target, await promisify(gzip)(cpioArchive(entries), { level: 9 }));
}
