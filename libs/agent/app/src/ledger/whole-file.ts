/** Files that appear whole or not at all (law 7). */
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Writes `text` to `path` by way of a file beside it: written, fsynced, renamed, and the folder fsynced. Resolves when it survives a power
 * cut. `mode`: permission bits. One writer per path at a time.
 */
export async function writeWhole(path: string, text: string, mode = 0o600): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const aside = `${path}.new`;
  try {
    await writeSynced(aside, text, mode);
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Removes a file for good; harmless when it is gone. */
export async function removeWhole(path: string): Promise<void> {
  await rm(path, { force: true });
  await syncFolder(dirname(path));
}

async function writeSynced(path: string, text: string, mode: number): Promise<void> {
  await rm(path, { force: true });
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(join(path, '.'), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
