import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
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

/** A program could not be started at all; `cause` in words. */
export interface SpawnFailure {
  readonly pid: null;
  readonly cause: string;
}

/**
 * Starts QEMU in a session of its own with nothing of the agent's but a log file: it lives on when the agent ends, however that comes.
 * Its environment is empty, so nothing of the agent's leaks into it.
 */
export async function spawnQemu(request: SpawnRequest): Promise<SpawnedQemu | SpawnFailure> {
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
    return await new Promise((resolve) => {
      child.once('spawn', () => {
        child.unref();
        resolve(child.pid === undefined ? { pid: null, cause: 'it has no pid' } : { pid: child.pid, exited });
      });
      child.once('error', (error) =>
        resolve({ pid: null, cause: `${request.program}: ${systemErrorCode(error) ?? error.message}` }),
      );
    });
  } finally {
    await log.close();
  }
}
