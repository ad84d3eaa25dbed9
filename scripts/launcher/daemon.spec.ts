import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '@rapidvm/testing';
import { daemon, logTail, runningPid, runsOther, startDaemon, startedTicks, stopDaemon, type Daemon } from './daemon.ts';

let folder: string;
let target: Daemon;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daemon-'));
  target = daemon('sleeper', join(folder, 'run'), join(folder, 'log'));
});

afterEach(async () => {
  await stopDaemon(target);
  await rm(folder, { recursive: true, force: true });
});

const SLEEPER = [process.execPath, '-e', 'console.log("here"); setInterval(() => {}, 1000)'];

describe('a daemon', () => {
  it('runs on its own, is found again by its pid file, and is gone after stop', async () => {
    const pid = await startDaemon(target, { argv: SLEEPER, cwd: folder, program: 'first' });
    expect(await runningPid(target)).toBe(pid);
    await eventually(async () => (await logTail(target)).includes('here'));
    expect(await stopDaemon(target)).toBe(false);
    expect(await runningPid(target)).toBeNull();
    expect(await startedTicks(pid)).toBeNull();
  });

  it('is known for what it was started from', async () => {
    expect(await runsOther(target, 'first')).toBe(false);
    await startDaemon(target, { argv: SLEEPER, cwd: folder, program: 'first' });
    expect(await runsOther(target, 'first')).toBe(false);
    expect(await runsOther(target, 'second')).toBe(true);
  });

  it('whose pid file does not say what it was started from counts as of an earlier build', async () => {
    await startDaemon(target, { argv: SLEEPER, cwd: folder, program: 'first' });
    const { program: _, ...older } = JSON.parse(await readFile(target.pidFile, 'utf8')) as Record<string, unknown>;
    await writeFile(target.pidFile, JSON.stringify(older));
    expect(await runsOther(target, 'first')).toBe(true);
  });

  it('is not taken for another program that got its process id', async () => {
    const pid = await startDaemon(target, { argv: SLEEPER, cwd: folder, program: 'first' });
    const { startedTicks: ticks } = JSON.parse(await readFile(target.pidFile, 'utf8')) as { startedTicks: string };
    await writeFile(target.pidFile, JSON.stringify({ pid, startedTicks: String(Number(ticks) - 1) }));
    expect(await runningPid(target)).toBeNull();
    await stopDaemon(target);
    expect(await startedTicks(pid)).toBe(ticks);
    process.kill(pid, 'SIGKILL');
  });

  it('that never ran is stopped without complaint', async () => {
    expect(await stopDaemon(target)).toBe(false);
  });

  it('whose pid file is damaged counts as not running', async () => {
    await startDaemon(target, { argv: SLEEPER, cwd: folder, program: 'first' });
    const good = await readFile(target.pidFile, 'utf8');
    await writeFile(target.pidFile, good.slice(0, 5));
    expect(await runningPid(target)).toBeNull();
    await writeFile(target.pidFile, good);
  });
});
