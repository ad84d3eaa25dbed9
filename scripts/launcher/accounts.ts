import { isRapidError, RapidError } from '@rapidvm/kernel';
import { run } from '../shared/run.ts';
import type { Say } from './progress.ts';

/** A system account that a part of the product runs as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

async function find(name: string): Promise<Account | null> {
  try {
    const [, , uid, gid] = (await run(['getent', 'passwd', name])).split(':');
    return { name, uid: Number(uid), gid: Number(gid) };
  } catch (error) {
    if (isRapidError(error, 'unavailable')) return null;
    throw error;
  }
}

async function ensureAccount(name: string, reason: string, say: Say): Promise<Account> {
  const there = await find(name);
  if (there !== null) return there;
  say(`creating the system account ${name}: ${reason}`);
  await run([
    'useradd',
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
    name,
  ]);
  const made = await find(name);
  if (made !== null) return made;
  throw new RapidError(
    'unavailable',
    `The account ${name} could not be made`,
    { what: name, cause: 'not found after useradd' },
    `Make it by hand: useradd --system ${name}`,
  );
}

/** The account for PostgreSQL; null when we are not root: then it runs as ourselves. QEMU needs none: each VM has a user id of its own. */
export async function databaseAccount(say: Say): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  return ensureAccount('rapidvm-db', 'PostgreSQL refuses to run as root', say);
}

/** Throws `unsupported` unless `account` can reach `path`: a folder above it may be closed to others. */
export async function requireReachable(account: Account, path: string, what: string): Promise<void> {
  if (await canReach(account, path)) return;
  throw new RapidError(
    'unsupported',
    `${account.name} cannot reach ${path} (${what})`,
    { what: `${what} in ${path}`, need: `a folder that ${account.name} can enter` },
    'Choose another place with --data DIR, or let others pass: chmod o+x on each folder above it',
  );
}

/** True when `account` may read and enter the folder `path`. */
async function canReach(account: Account, path: string): Promise<boolean> {
  try {
    await run(['setpriv', '--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups', 'test', '-x', path]);
    return true;
  } catch (error) {
    if (isRapidError(error, 'unavailable')) return false;
    throw error;
  }
}
