import { access, constants, mkdir } from 'node:fs/promises';
import { sep } from 'node:path';
import { RapidError } from '@rapidvm/kernel';

/** What the system says of a folder that can't be used, in words for the person who named it. */
const RULES: Readonly<Record<string, string>> = {
  EEXIST: 'must be a folder, and there is a file of that name',
  ENOTDIR: 'must be a folder, and a part of the path is a file',
  EACCES: 'must be writable, and you may not write there',
  EPERM: 'must be writable, and you may not write there',
  EROFS: 'must be writable, and that file system is read-only',
  ENOSPC: 'must have space, and that file system is full',
  ENAMETOOLONG: 'must be a path that the file system can hold, and it is too long',
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function refusal(root: string, error: unknown): unknown {
  const rule = RULES[codeOf(error)];
  if (rule === undefined) return error;
  const issues = [{ field: '--data', value: root, rule }];
  return new RapidError('invalid-input', `--data ${rule}: ${root}`, { issues }, 'Give another folder with --data DIR');
}

/** Makes the data folder where it is missing. Throws `invalid-input`, naming it and why, where it can't be used. */
export async function ensureDataFolder(root: string): Promise<void> {
  try {
    await mkdir(root, { recursive: true });
    await access(root, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw refusal(root, error);
  }
}

/** Looks whether what is in the data folder can be read; one that is not there yet is well. Throws `invalid-input` where it can't. */
export async function checkDataFolder(root: string): Promise<void> {
  try {
    // A dot behind the name, so that a file of that name is not taken for the folder.
    await access(`${root}${sep}.`, constants.R_OK | constants.X_OK);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw refusal(root, error);
  }
}
