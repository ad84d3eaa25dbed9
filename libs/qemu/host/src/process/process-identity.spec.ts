import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from '@rapidvm/testing';
import { describe, expect, it } from 'vitest';
import { identifyProcess, identityIn, isAlive, listPids, readArguments, readBootId, sendKill } from './process-identity.ts';

describe('process identity', () => {
  it('tells a process from another with its pid, and from none', async () => {
    const child = spawn('sleep', ['1000']);
    const pid = child.pid ?? 0;
    const identity = await identifyProcess(pid);
    expect(identity?.startTicks).toBeGreaterThan(0);
    expect(await isAlive({ pid, startTicks: identity?.startTicks ?? 0 })).toBe(true);
    expect(await isAlive({ pid, startTicks: (identity?.startTicks ?? 0) + 1 })).toBe(false);
    expect(await listPids()).toContain(pid);
    await eventually(async () => expect(await readArguments(pid)).toEqual(['sleep', '1000']) ?? true);
    sendKill(pid);
    await once(child, 'exit');
    expect(await identifyProcess(pid)).toBeNull();
    expect(await readArguments(pid)).toEqual([]);
    sendKill(pid);
  });

  it('reads a start time behind any program name', async () => {
    const child = spawn('bash', ['-c', 'exec -a x sleep 1000'], { argv0: 'strange ) R 1 (' });
    expect((await identifyProcess(child.pid ?? 0))?.startTicks).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it('knows this boot', async () => {
    expect(await readBootId()).toMatch(/^[0-9a-f-]{36}$/);
  });
});

/** As the kernel writes it, up to the start time. */
function statOf(state: string, threads: number): string {
  return `4711 (vm-a) b (c) ${state} 1 4711 4711 0 -1 4228172 0 0 0 0 12 3 0 0 20 0 ${threads} 0 987654 0 0`;
}

describe('what the kernel says of a process', () => {
  it('identifies it by its start, whatever its name', () => {
    for (const state of ['R', 'S', 'D', 'T'])
      expect(identityIn(statOf(state, 5), 4711)).toEqual({ pid: 4711, startTicks: 987_654 });
  });

  it('is gone when its last thread has ended, and not when only the first one has', () => {
    expect(identityIn(statOf('Z', 1), 4711)).toBeNull();
    expect(identityIn(statOf('X', 0), 4711)).toBeNull();
    // The others may still write: a killed QEMU on a datastore that hangs.
    expect(identityIn(statOf('Z', 2), 4711)).toEqual({ pid: 4711, startTicks: 987_654 });
  });
});
