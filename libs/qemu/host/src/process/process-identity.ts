/** Which process is which: a pid alone may have been given to another since. */
import { readFile, readdir } from 'node:fs/promises';
import { unless } from '../system-error.ts';

export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot at which it started. */
  readonly startTicks: number;
}

const STATE_FIELD = 3;
const THREADS_FIELD = 20;
const START_TIME_FIELD = 22;

/** Identifies a living process; null: there is none with that pid. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | null> {
  const stat = await readProc(`/proc/${pid}/stat`);
  return stat === null ? null : identityIn(stat, pid);
}

/**
 * What `/proc/<pid>/stat` says of a process. A zombie counts as gone only when it is the last of its threads: a killed QEMU's first one ends at
 * once, while another may still hang in a write to a disk, with the disk's lock.
 */
export function identityIn(stat: string, pid: number): ProcessIdentity | null {
  // The second field is the program's name in brackets and may hold anything, brackets and spaces too.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): string => fields[number - 3] ?? '';
  const hasEnded = ['Z', 'X'].includes(field(STATE_FIELD)) && Number(field(THREADS_FIELD)) <= 1;
  return hasEnded ? null : { pid, startTicks: Number(field(START_TIME_FIELD)) };
}

/** Whether exactly that process still lives. */
export async function isAlive(process: ProcessIdentity): Promise<boolean> {
  const found = await identifyProcess(process.pid);
  return found?.startTicks === process.startTicks;
}

/** Changes with every boot of the host. */
export async function readBootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
}

/** The arguments a process was started with; empty when it is gone. */
export async function readArguments(pid: number): Promise<readonly string[]> {
  const text = await readProc(`/proc/${pid}/cmdline`);
  return text === null ? [] : text.split('\0').slice(0, -1);
}

export async function listPids(): Promise<readonly number[]> {
  const names = await readdir('/proc');
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

/** SIGKILL; harmless when it is gone. */
export function sendKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function readProc(path: string): Promise<string | null> {
  return unless(readFile(path, 'utf8'), null, 'ENOENT', 'ESRCH');
}
