import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { RapidError } from '@rapidvm/kernel';
import type { MachineUser } from '@rapidvm/qemu-core';
import { systemErrorCode } from '../system-error.ts';

/** How a process ended. Both null: somebody else was told (it was not our child). */
export interface ExitStatus {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface SpawnedQemu {
  readonly pid: number;
  readonly exited: Promise<ExitStatus>;
}

export interface SpawnRequest {
  readonly program: string;
  readonly args: readonly string[];
  readonly user: MachineUser | null;
  /** File for what QEMU prints; made anew. */
  readonly outputLog: string;
  readonly directory: string;
}

const OWNER_READS = 0o600;

/**
 * Starts QEMU in a session of its own with nothing of the agent's but a log file: it lives on when the agent ends, however that comes.
 * Its environment is empty, so nothing of the agent's leaks into it.
 * Refuses `unavailable` when the program can't be started at all.
 */
export async function spawnQemu(request: SpawnRequest): Promise<SpawnedQemu> {
  const log = await open(request.outputLog, 'a', OWNER_READS);
  try {
    const identity = request.user === null ? {} : { uid: request.user.uid, gid: request.user.gid };
    const child = spawn(request.program, request.args, {
      detached: true,
      cwd: request.directory,
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', log.fd, log.fd],
      ...identity,
    });
    const exited = new Promise<ExitStatus>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    const pid = await new Promise<number>((resolve, reject) => {
      child.once('spawn', () =>
        child.pid === undefined ? reject(notStarted(request.program, 'it has no pid')) : resolve(child.pid),
      );
      child.once('error', (error) => reject(notStarted(request.program, systemErrorCode(error) ?? error.message)));
    });
    child.unref();
    return { pid, exited };
  } finally {
    await log.close();
  }
}

function notStarted(program: string, cause: string): RapidError<'unavailable'> {
  return new RapidError(
    'unavailable',
    `${program} can't be started: ${cause}`,
    { what: program, cause },
    'Install QEMU for this architecture',
  );
}
