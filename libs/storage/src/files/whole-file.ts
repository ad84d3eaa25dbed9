/** Files that appear whole or not at all (law 7). */
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RapidError } from '@rapidvm/kernel';
import type { StoreFiles } from './store-files.ts';

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
  await syncFile(dirname(path));
}

/** Forces a file's content, or a folder's entries (new names, renames), to the disk. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A JSON file's value; null: there is none. Refuses `corrupt-file`. */
export async function readJson(files: Pick<StoreFiles, 'readText' | 'root'>, path: string): Promise<unknown> {
  const text = await files.readText(path);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    throw corruptFile(`${files.root}/${path}`, 'it is not JSON');
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
