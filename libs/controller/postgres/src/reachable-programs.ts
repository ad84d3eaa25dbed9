/** PostgreSQL's programs where the user it runs as can get at them: they come with an npm package, and that may lie below /root. */
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRapidError } from '@rapidvm/kernel';
import { absentIsNull } from './cluster.ts';
import { runProgram } from './run-program.ts';
import type { ServerUser } from './server-user.ts';
import { commandAs } from './server-user.ts';

/** Beside `native` in the package: tells which version it is. */
const PACKAGE_FILE = 'package.json';

/**
 * `native` itself where `user` may run what is in it, else a copy of it in the folder `copy`, which is made anew when the package has changed.
 * The copy appears whole or not at all.
 */
export async function reachablePrograms(native: string, copy: string, user: ServerUser | null): Promise<string> {
  if (user === null || (await canRun(user, join(native, 'bin', 'postgres')))) return native;
  const wanted = await packageOf(join(native, '..'));
  if (wanted === null || (await packageOf(copy)) !== wanted) {
    const aside = `${copy}.new`;
    await rm(aside, { recursive: true, force: true });
    await mkdir(aside, { recursive: true, mode: 0o755 });
    await cp(native, join(aside, 'native'), { recursive: true });
    if (wanted !== null) await cp(join(native, '..', PACKAGE_FILE), join(aside, PACKAGE_FILE));
    await rm(copy, { recursive: true, force: true });
    await rename(aside, copy);
  }
  return join(copy, 'native');
}

function packageOf(folder: string): Promise<string | null> {
  return readFile(join(folder, PACKAGE_FILE), 'utf8').catch(absentIsNull);
}

async function canRun(user: ServerUser, file: string): Promise<boolean> {
  try {
    await runProgram('Looking for PostgreSQL', { argv: commandAs(user, 'test', ['-x', file]), env: {} });
    return true;
  } catch (error) {
    if (isRapidError(error, 'unavailable')) return false;
    throw error;
  }
}
