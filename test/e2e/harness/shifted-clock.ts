import { readdir, stat } from 'node:fs/promises';

/**
 * The words before a program that give it a clock of its own: settings of libfaketime by name. Its monotonic clock stays as it is. Not the `faketime`
 * program: it stays behind as a parent, and killing the process one has started would leave the other alive.
 */
export async function shiftedClock(settings: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const libraries = (await readdir('/usr/lib')).map((folder) => `/usr/lib/${folder}/faketime/libfaketimeMT.so.1`);
  const present = await Promise.all(libraries.map(async (path) => (await stat(path).catch(() => null)) !== null));
  const library = libraries.find((_, index) => present[index])!;
  const words = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return ['/usr/bin/env', `LD_PRELOAD=${library}`, ...words, 'FAKETIME_DONT_FAKE_MONOTONIC=1'];
}
