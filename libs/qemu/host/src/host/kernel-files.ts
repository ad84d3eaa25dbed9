/** Reading what the kernel shows of the machine: files that are there on one and not on another. */
import { readFile, readdir } from 'node:fs/promises';
import { unless } from '../system-error.ts';

/** Names in a folder, those with a number in its order. */
export async function namesIn(folder: string, pattern: RegExp): Promise<readonly string[]> {
  const names = (await unless(readdir(folder), [], 'ENOENT')).filter((name) => pattern.test(name));
  return names.sort((a, b) => numberIn(a) - numberIn(b));
}

const numberIn = (name: string): number => Number(/\d+/.exec(name)?.[0] ?? 0);

/** A line of the kernel's; null where it is not there, or can't be told just now. */
export async function read(path: string): Promise<string | null> {
  const text = await unless(
    readFile(path, 'utf8'),
    null,
    'ENOENT',
    'ENOTDIR',
    'EIO',
    'EINVAL',
    'ENODEV',
    'EAGAIN',
    'ENXIO',
    'EACCES',
    'EPERM',
  );
  return text?.trim() ?? null;
}
