/**
 * A run of tests and what belongs to it. Products of the tests are made to outlive whoever started them, so nothing of theirs ends with the runner by
 * itself: a guardian, a process of its own, holds one end of a pipe and does it when the runner lets go of the other, which it also does when it is killed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from '../shared/run.ts';
import { endWhere } from './marked-processes.ts';

/** In the environment of everything the tests start, with the folder of the run. */
export const TEST_RUN = 'RAPIDVM_TEST_RUN';

/** PostgreSQL and QEMU run as users of their own and pass through to their files. */
const PASS_THROUGH = 0o711;

/** Looks for processes: what is being ended may have started one more meanwhile. */
const ROUNDS = 100;
const PAUSE_MS = 50;

export interface TestRun {
  /** To be added to the environment of what runs tests: the mark, and the folder for temporary files. */
  readonly environment: Record<string, string>;
  /** Ends what runs of it; returns the command lines. */
  endProcesses(): Promise<string[]>;
  /** Ends and removes everything of it. */
  end(): Promise<void>;
}

/**
 * Opens a run. All its temporary files lie in one folder, by which QEMUs and PostgreSQL are found, that have none of our environment. The name is
 * short because sockets lie below.
 */
export async function openTestRun(): Promise<TestRun> {
  const folder = await mkdtemp(join(tmpdir(), 'rt-'));
  await chmod(folder, PASS_THROUGH);
  // In a session of its own: Ctrl-C in a terminal is for the runner.
  const guardian = spawn(process.execPath, [join(import.meta.dirname, 'test-run-guardian.ts'), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
    env: { PATH: process.env['PATH'], NODE_NO_WARNINGS: '1' },
  });
  await once(guardian, 'spawn');
  guardian.unref();
  return {
    environment: { [TEST_RUN]: folder, TMPDIR: folder },
    endProcesses: () => endProcessesOf(folder),
    async end() {
      guardian.ref();
      guardian.stdin.end();
      if (guardian.exitCode === null) await once(guardian, 'exit');
    },
  };
}

async function endProcessesOf(folder: string): Promise<string[]> {
  const mark = `${TEST_RUN}=${folder}`;
  const ended: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const now = await endWhere(
      ({ words, environment }) => environment.includes(mark) || words.some((word) => word.includes(`${folder}/`)),
    );
    if (now.length === 0) break;
    ended.push(...now);
    await delay(PAUSE_MS);
  }
  return ended;
}

/** What a guardian does when the run is over. Returns the command lines of what ran still. */
export async function endTestRun(folder: string): Promise<string[]> {
  const ended = await endProcessesOf(folder);
  const mounts = (await readFile('/proc/self/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '');
  // The innermost was mounted last. Lazily: a server that is gone must not hold us up.
  for (const mount of mounts.filter((path) => path.startsWith(`${folder}/`)).reverse()) await run(['umount', '--lazy', mount]);
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  return ended;
}
