import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { jsonOrNull } from '../shared/json.ts';
import { LAUNCHER_LIMITS } from './limits.ts';

/** A program of ours that runs on its own, known by its pid file. The file also holds when the process began: pids are used again. */
export interface Daemon {
  readonly name: string;
  readonly pidFile: string;
  readonly logFile: string;
}

/** `program` names what the process was started from; files of before it was kept have none. */
const pidFileShape = z.object({ pid: z.int(), startedTicks: z.string(), program: z.string().default('') });
type PidFile = z.infer<typeof pidFileShape>;

export function daemon(name: string, run: string, logs: string): Daemon {
  return { name, pidFile: join(run, `${name}.pid`), logFile: join(logs, `${name}.log`) };
}

/** When the process began, in clock ticks since boot; null when there is no such process or it is a zombie. */
export async function startedTicks(pid: number): Promise<string | null> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (status === null) return null;
  // The name in parentheses may hold blanks and parentheses itself; fields count from the last one: 3 state, 22 start time.
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? null : (fields[19] ?? null);
}

async function running(target: Daemon): Promise<PidFile | null> {
  const text = await readFile(target.pidFile, 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed = pidFileShape.safeParse(jsonOrNull(text));
  if (!parsed.success) return null;
  return (await startedTicks(parsed.data.pid)) === parsed.data.startedTicks ? parsed.data : null;
}

/** The process id when the daemon runs, else null. */
export async function runningPid(target: Daemon): Promise<number | null> {
  return (await running(target))?.pid ?? null;
}

/** True when the daemon runs, and was started from something else than `program`. */
export async function runsOther(target: Daemon, program: string): Promise<boolean> {
  const now = await running(target);
  return now !== null && now.program !== program;
}

async function rotate(file: string): Promise<void> {
  const size = await stat(file).then(
    (status) => status.size,
    () => 0,
  );
  if (size > LAUNCHER_LIMITS.logRotateBytes) await rename(file, `${file}.1`);
}

/** What a daemon is started with. */
export interface Start {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** A name for what the program is made from, to tell later whether a newer one is there. */
  readonly program: string;
}

/** Starts the daemon detached from us, in a session of its own, with its output in its log. Returns its process id. */
export async function startDaemon(target: Daemon, { argv, cwd, program }: Start): Promise<number> {
  await mkdir(join(target.logFile, '..'), { recursive: true });
  await mkdir(join(target.pidFile, '..'), { recursive: true });
  await rotate(target.logFile);
  const log = await open(target.logFile, 'a', 0o640);
  try {
    const [executable = '', ...rest] = argv;
    const child = spawn(executable, rest, { cwd, detached: true, stdio: ['ignore', log.fd, log.fd] });
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('spawn', resolve);
    });
    const pid = child.pid ?? 0;
    child.unref();
    const written: PidFile = { pid, startedTicks: (await startedTicks(pid)) ?? '', program };
    await writeFile(`${target.pidFile}.part`, JSON.stringify(written));
    await rename(`${target.pidFile}.part`, target.pidFile);
    return pid;
  } finally {
    await log.close();
  }
}

/** Ends the daemon: SIGTERM, then SIGKILL after the time limit. Resolves when it is gone; true when it had to be killed. */
export async function stopDaemon(target: Daemon): Promise<boolean> {
  const pid = await runningPid(target);
  let killed = false;
  if (pid !== null) {
    process.kill(pid, 'SIGTERM');
    killed = !(await gone(target, LAUNCHER_LIMITS.stopMs));
    if (killed) {
      process.kill(pid, 'SIGKILL');
      await gone(target, LAUNCHER_LIMITS.stopMs);
    }
  }
  await rm(target.pidFile, { force: true });
  return killed;
}

async function gone(target: Daemon, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while ((await runningPid(target)) !== null) {
    if (performance.now() > deadline) return false;
    await delay(LAUNCHER_LIMITS.pollMs);
  }
  return true;
}

/** The last lines of the daemon's log. */
export async function logTail(target: Daemon): Promise<string> {
  const text = await readFile(target.logFile, 'utf8').catch(() => '');
  return text.slice(-LAUNCHER_LIMITS.logTailBytes);
}
