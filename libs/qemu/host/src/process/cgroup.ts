/**
 * A control group (version 2) per VM: what QEMU is in stays together, apart from the agent's own group, and dies together.
 * Where no such hierarchy is writable, a VM has none and nothing else changes.
 */
import { constants } from 'node:fs';
import { access, mkdir, readFile, readdir, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@rapidvm/kernel';
import { isUuid } from '@rapidvm/kernel';
import { systemErrorCode, unless } from '../system-error.ts';

const PARENT = 'rapidvm';

/** The folder that holds the VMs' groups, made if need be; null: this host has no writable cgroup v2 hierarchy. */
export async function findCgroupParent(logger: Logger): Promise<string | null> {
  const mounts = await unless(readFile('/proc/self/mounts', 'utf8'), '', 'ENOENT');
  const mount = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .find((fields) => fields[2] === 'cgroup2')?.[1];
  if (mount === undefined) return null;
  const parent = join(mount, PARENT);
  try {
    await mkdir(parent, { recursive: true });
    await access(parent, constants.W_OK);
    return parent;
  } catch (error) {
    logger.info('VMs get no control groups: the hierarchy is not writable', { mount, cause: systemErrorCode(error) });
    return null;
  }
}

/** Makes the group `name` and moves `pid` into it; null: it could not be, and the process stays where it is. */
export async function joinCgroup(parent: string, name: string, pid: number, logger: Logger): Promise<string | null> {
  const folder = join(parent, name);
  try {
    // An agent that starts removes what is empty, also of others on its machine: it may come between the two.
    if (!(await enter(folder, pid))) await enter(folder, pid);
    return folder;
  } catch (error) {
    logger.warn('QEMU runs without a control group of its own', { folder, cause: systemErrorCode(error) });
    await removeCgroup(folder);
    return null;
  }
}

/** False: the group was gone before anything was in it. */
async function enter(folder: string, pid: number): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  return unless(
    writeFile(join(folder, 'cgroup.procs'), String(pid), { flag: 'r+' }).then(() => true),
    false,
    ...['ENOENT', 'ENODEV'],
  );
}

/** Removes the groups of VMs whose QEMU has ended while no agent ran: those in which nothing is. */
export async function removeEmptyCgroups(parent: string): Promise<void> {
  const names = await unless(readdir(parent), [], 'ENOENT');
  await Promise.all(names.filter(isUuid).map((name) => removeCgroup(join(parent, name))));
}

/** Kills everything in the group; does nothing where the kernel (before 5.14) can't, or there is no such group. */
export async function killCgroup(folder: string): Promise<void> {
  await unless(writeFile(join(folder, 'cgroup.kill'), '1', { flag: 'r+' }), undefined, 'ENOENT', 'EACCES');
}

/** Removes an empty group; harmless when it is gone or still has processes. */
export async function removeCgroup(folder: string): Promise<void> {
  await unless(rmdir(folder), undefined, 'ENOENT', 'EBUSY', 'ENOTEMPTY', 'EACCES');
}
