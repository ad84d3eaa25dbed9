/** The server's directory on disk: made once, whole or not at all. */
import { chmod, chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rng } from '@rapidvm/kernel';
import { PASSWORD_BYTES } from './limits.ts';
import { runProgram } from './run-program.ts';
import type { ServerUser } from './server-user.ts';
import { commandAs } from './server-user.ts';

export const SUPERUSER = 'rapidvm';
export const DATABASE = 'rapidvm';

/** Everything about one embedded server lies below `root`, which belongs to the server's user alone. */
export interface ClusterPaths {
  readonly root: string;
  readonly cluster: string;
  readonly passwordFile: string;
  readonly libraries: string;
  /** A copy of the programs, where one is needed. */
  readonly programs: string;
}

export function clusterPaths(root: string): ClusterPaths {
  return {
    root,
    cluster: join(root, 'cluster'),
    passwordFile: join(root, 'password'),
    libraries: join(root, 'lib'),
    programs: join(root, 'programs'),
  };
}

export interface Programs {
  readonly nativeDirectory: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: ServerUser | null;
}

/** Makes `directory` if absent and gives it to the server's user alone. */
export async function ownDirectory(directory: string, user: ServerUser | null): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (user !== null) await chown(directory, user.uid, user.gid);
  await chmod(directory, 0o700);
}

/** The superuser's password, generated at first. Only the server's user (and root) can read its file. */
export async function ensurePassword(paths: ClusterPaths, user: ServerUser | null, rng: Rng): Promise<string> {
  if (await exists(paths.passwordFile)) return (await readFile(paths.passwordFile, 'utf8')).trim();
  const password = Buffer.from(rng.bytes(PASSWORD_BYTES)).toString('base64url');
  const aside = `${paths.passwordFile}.new`;
  await writeFile(aside, `${password}\n`, { mode: 0o600, flush: true });
  if (user !== null) await chown(aside, user.uid, user.gid);
  await rename(aside, paths.passwordFile);
  await syncDirectory(paths.root);
  return password;
}

/** Makes the cluster with its database if there is none; what a crash left half-made is thrown away first. */
export async function ensureCluster(paths: ClusterPaths, programs: Programs): Promise<void> {
  if (await exists(paths.cluster)) return;
  const aside = `${paths.cluster}.new`;
  await rm(aside, { recursive: true, force: true });
  const run = (what: string, program: string, args: readonly string[], input?: string): Promise<void> => {
    const argv = commandAs(programs.user, join(programs.nativeDirectory, 'bin', program), args);
    return runProgram(what, { argv, env: programs.env, ...(input === undefined ? {} : { input }) });
  };
  // The built-in collation never changes with the machine's C library, so indexes stay right after an upgrade of the system.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [
    `--username=${SUPERUSER}`,
    `--pwfile=${paths.passwordFile}`,
    '--auth-local=scram-sha-256',
    '--auth-host=reject',
  ];
  // 4 MB segments: the least disk for a database that writes little.
  const storage = ['--data-checksums', '--wal-segsize=4', '--no-instructions'];
  await run('Creating the database directory', 'initdb', ['-D', aside, ...locale, ...access, ...storage]);
  await run('Creating the database', 'postgres', ['--single', '-D', aside, 'postgres'], `CREATE DATABASE ${DATABASE}\n`);
  await rename(aside, paths.cluster);
  await syncDirectory(paths.root);
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(absentIsNull)) !== null;
}

/** For `catch`: null when there is no such file; any other failure goes on. */
export function absentIsNull(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
