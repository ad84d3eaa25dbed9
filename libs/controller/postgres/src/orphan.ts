/**
 * What an earlier controller's death may have left: a server still shutting down, or only its lock file.
 *
 * The server is told to stop when its controller dies (`--pdeathsig`), so a left one is normally on its way out; we wait for it.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger, Timers } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import { absentIsNull } from './cluster.ts';
import { ABORT_DEADLINE_MS, PROBE_INTERVAL_MS, STOP_DEADLINE_MS } from './limits.ts';
import { pause } from './pause.ts';

/** In the server's environment: the process that started it. While that is still its parent, the server has an owner. */
export const OWNER_VARIABLE = 'RAPIDVM_DATABASE_OWNER';

/** Makes the way free for a new server on `cluster`. Refuses `already-running` when a living controller owns the running one. */
export async function clearOrphan(cluster: string, timers: Timers, logger: Logger): Promise<void> {
  const lockFile = join(cluster, 'postmaster.pid');
  const text = await readFile(lockFile, 'utf8').catch(absentIsNull);
  if (text === null) return;
  const pid = Number.parseInt(text, 10);
  if (!isAlive(pid)) return;
  if (!(await isServerOf(pid, cluster))) {
    // The number belongs to another program by now, which the server would take for a running one of its own.
    logger.info('a lock file of a database server that is gone was removed', { pid });
    await rm(lockFile, { force: true });
    return;
  }
  const owner = await livingOwner(pid);
  if (owner !== null) {
    throw new RapidError(
      'already-running',
      'The database of this data directory is in use by another controller',
      { what: `PostgreSQL (process ${pid}) on ${cluster}`, owner: `process ${owner}` },
      'Stop the other controller first, or use another data directory',
    );
  }
  logger.warn('a database server of an earlier controller is still there; stopping it', { pid });
  await stopProcess(pid, timers);
}

async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  const words = await procStrings(pid, 'cmdline');
  return words.some((word, index) => word === '-D' && words[index + 1] === cluster);
}

function isAlive(pid: number): boolean {
  return Number.isInteger(pid) && pid > 0 && sendSignal(pid, 0);
}

/** The process that started the server, if that is still its parent: an orphan's parent is another one. */
async function livingOwner(pid: number): Promise<number | null> {
  const status = (await procStrings(pid, 'status')).join('');
  const parent = Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1] ?? 0);
  const environment = await procStrings(pid, 'environ');
  return environment.includes(`${OWNER_VARIABLE}=${parent}`) ? parent : null;
}

/** The NUL-separated strings of a file of /proc; none when the process is gone. */
async function procStrings(pid: number, file: string): Promise<readonly string[]> {
  try {
    return (await readFile(`/proc/${pid}/${file}`, 'utf8')).split('\0');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return [];
    throw error;
  }
}

const STOP_LADDER = [
  { signal: 'SIGINT', waitMs: STOP_DEADLINE_MS },
  { signal: 'SIGQUIT', waitMs: ABORT_DEADLINE_MS },
  { signal: 'SIGKILL', waitMs: ABORT_DEADLINE_MS },
] as const;

async function stopProcess(pid: number, timers: Timers): Promise<void> {
  for (const { signal, waitMs } of STOP_LADDER) {
    if (!sendSignal(pid, signal)) return;
    for (let waited = 0; waited < waitMs; waited += PROBE_INTERVAL_MS) {
      if (!sendSignal(pid, 0)) return;
      await pause(timers, PROBE_INTERVAL_MS);
    }
  }
}

/** False when there is no such process any more. Signal 0 only asks, and may ask of processes that are not ours. */
function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ESRCH') return false;
    if (code === 'EPERM' && signal === 0) return true;
    throw error;
  }
}
