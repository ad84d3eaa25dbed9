/**
 * The lab's world: a process tree in process, network, mount, host-name and IPC namespaces of its own. Its files lie in memory. Whatever way the
 * process that made it ends, the kernel ends the whole tree, and with it every namespace, mount, interface and file of it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKOUT } from '../../scripts/launcher/checkout.ts';
import { run } from '../../scripts/shared/run.ts';

/** In the environment of everything inside, with the name of the lab: what runs of it is found by this. */
export const INSIDE = 'RAPIDVM_LAB_WORLD';

/** Folders that every Debian has; in the world, a file system in memory is mounted over the first that the checkout does not lie in. */
const FOLDERS = ['/mnt', '/media', '/srv'];
const FILES = FOLDERS.find((folder) => !CHECKOUT.startsWith(`${folder}/`)) ?? '/mnt';

/** Where all files of a lab lie, seen from inside. */
export const LAB_ROOT = `${FILES}/lab`;

/** Bytes that all files of one lab may take: an image of 90 MB, thin disks, and databases; a mistake must not fill the memory. */
const FILES_SIZE = '6g';

/** Arguments of unshare: what a world has of its own. Its processes end with it. */
export const NAMESPACES = [
  '--pid',
  '--net',
  '--mount',
  '--uts',
  '--ipc',
  '--fork',
  '--kill-child=SIGKILL',
  '--mount-proc',
] as const;

/** Starts `argv` as the first process of a new world called `name`. It ends with us, even when we are killed. `ipc`: with a channel to us. */
export function spawnInWorld(name: string, argv: readonly string[], stdio: 'inherit' | 'ipc'): ChildProcess {
  return spawn('setpriv', ['--pdeathsig', 'KILL', 'unshare', ...NAMESPACES, ...argv], {
    stdio: stdio === 'ipc' ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
    env: { ...process.env, [INSIDE]: name, TMPDIR: join(LAB_ROOT, 'tmp') },
  });
}

/** To be called once inside, first of all: mounts what the world has of its own. */
export async function furnishWorld(): Promise<void> {
  if (process.env[INSIDE] === undefined) throw new Error('not in a world of the lab: start it with `node test/lab/main.ts`');
  await run(['mount', '-t', 'tmpfs', '-o', `size=${FILES_SIZE},mode=0755`, 'rapidvm-lab', FILES]);
  // Control groups belong to the whole machine: what is made there would outlive the lab.
  await run(['mount', '-t', 'tmpfs', '-o', 'mode=0755', 'rapidvm-lab', '/sys/fs/cgroup']);
  await mkdir(join(LAB_ROOT, 'tmp'), { recursive: true });
  await chmod(LAB_ROOT, 0o755);
  await run(['ip', 'link', 'set', 'lo', 'up']);
}
