/** A VM's run directory: sockets, pid file and logs of its QEMU. Its owner is QEMU's user and nobody else gets in. */
import { chmod, chown, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { VmId } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import type { MachineUser, RunFiles } from '@rapidvm/qemu-core';
import { QEMU_OUTPUT_CHARS, UNIX_SOCKET_PATH_BYTES, runFiles } from '@rapidvm/qemu-core';
import { unless } from '../system-error.ts';

const OWNER_ONLY = 0o700;
/** Others may pass through to a directory whose name they know, and list nothing. */
const PASS_THROUGH = 0o711;

/** The run files of `vmId` under `runRoot`. Refuses with `limit-exceeded` when a socket's path would be too long for the kernel. */
export function runFilesOf(runRoot: string, vmId: VmId): RunFiles {
  const files = runFiles(`${runRoot}/${vmId}`);
  const longest = Buffer.byteLength(files.serialSocket);
  if (longest <= UNIX_SOCKET_PATH_BYTES) return files;
  throw new RapidError(
    'limit-exceeded',
    `${files.serialSocket} has ${longest} bytes: too long for a unix socket`,
    { limit: 'UNIX_SOCKET_PATH_BYTES', max: UNIX_SOCKET_PATH_BYTES, unit: 'bytes' },
    `Give the agent a run directory with a path shorter by ${longest - UNIX_SOCKET_PATH_BYTES} bytes`,
  );
}

/** Makes the directory ready for a start. What an earlier QEMU left goes, but for its logs: a console's offsets go on. */
export async function prepareRunDirectory(files: RunFiles, user: MachineUser | null): Promise<void> {
  const runRoot = dirname(files.directory);
  // Whatever the agent's umask is: a QEMU that may not pass through to its own directory can't start.
  if ((await mkdir(runRoot, { recursive: true })) !== undefined) await chmod(runRoot, PASS_THROUGH);
  await mkdir(files.directory, { recursive: true, mode: OWNER_ONLY });
  await removeStale(files);
  await unless(rename(files.outputLog, files.lastOutputLog), undefined, 'ENOENT');
  await chmod(files.directory, OWNER_ONLY);
  if (user === null) return;
  await chown(files.directory, user.uid, user.gid);
  await unless(chown(files.serialLog, user.uid, user.gid), undefined, 'ENOENT');
}

/** After QEMU has gone: its logs stay, to be read. */
export async function removeStale(files: RunFiles): Promise<void> {
  const names = [files.pidFile, files.controlSocket, files.toolSocket, files.serialSocket, files.screenSocket];
  await Promise.all(names.map((name) => rm(name, { force: true })));
}

/** After a start that failed: as if it had never been. A serial log with the console of earlier starts stays. */
export async function undoRunDirectory(files: RunFiles): Promise<void> {
  const log = await unless(stat(files.serialLog), null, 'ENOENT');
  if (log === null || log.size === 0) return removeRunDirectory(files.directory);
  await removeStale(files);
  await rm(files.outputLog, { force: true });
}

/** Harmless when it is gone. */
export async function removeRunDirectory(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
}

/** The last of what QEMU printed. */
export async function readOutput(files: RunFiles): Promise<string> {
  const file = await unless(open(files.outputLog, 'r'), null, 'ENOENT');
  if (file === null) return '';
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - QEMU_OUTPUT_CHARS);
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(QEMU_OUTPUT_CHARS), position: start });
    return buffer.subarray(0, bytesRead).toString('utf8').trim();
  } finally {
    await file.close();
  }
}
