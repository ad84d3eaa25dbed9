import { readFile, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isUuid } from '@rapidvm/kernel';

/** The folder in the hierarchy that holds the VMs' groups: the agent's choice. */
const PARENT = 'rapidvm';

/** A killed QEMU is out of its group in milliseconds; one that hangs in the kernel keeps it, and nobody waits for that. */
const TRIES = 40;
const PAUSE_MS = 25;

/** The control group (version 2) of a VM that process `pid` is in; null: it is in none. */
export async function vmGroupOf(pid: string): Promise<string | null> {
  const line = /^0::(.+)$/m.exec(await readFile(`/proc/${pid}/cgroup`, 'utf8').catch(() => ''))?.[1] ?? '';
  if (basename(dirname(line)) !== PARENT || !isUuid(basename(line))) return null;
  const mounts = (await readFile('/proc/self/mounts', 'utf8')).split('\n').map((mount) => mount.split(' '));
  const root = mounts.find((fields) => fields[2] === 'cgroup2')?.[1];
  return root === undefined ? null : join(root, line);
}

/** Removes a group when its processes have left it; harmless when it is gone. */
export async function removeGroup(folder: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const code = await rmdir(folder).then(() => 'removed', systemCode);
    if (code !== 'EBUSY') return;
    await delay(PAUSE_MS);
  }
}

function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
