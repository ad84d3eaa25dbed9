/** Files that appear whole or not at all (law 7). */
import { open, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RapidError } from '@rapidvm/kernel';
import { MAX_SMALL_FILE_BYTES } from '../limits.ts';
import { unless } from '../storage-errors.ts';

const OWNER_ONLY = 0o600;

/** Writes aside, forces it to the disk, renames it into place. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const aside = `${path}.new`;
  const file = await open(aside, 'w', OWNER_ONLY);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
  await syncFolder(dirname(path));
}

/** Forces a file's content to the disk. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Forces a folder's entries (new names, renames) to the disk. */
export const syncFolder = syncFile;

/** A JSON file's value; null: there is none. Refuses `corrupt-file`. */
export async function readJson(path: string): Promise<unknown> {
  const found = await unless(stat(path), null, 'ENOENT', 'ENOTDIR');
  if (found === null) return null;
  if (found.size > MAX_SMALL_FILE_BYTES) throw corruptFile(path, `it has ${found.size} bytes, more than ${MAX_SMALL_FILE_BYTES}`);
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw corruptFile(path, 'it is not JSON');
  }
}

export function corruptFile(path: string, problem: string): RapidError<'corrupt-file'> {
  return new RapidError(
    'corrupt-file',
    `${path} can't be read: ${problem}`,
    { path, problem },
    'Restore the file from a backup, or move it away',
  );
}
