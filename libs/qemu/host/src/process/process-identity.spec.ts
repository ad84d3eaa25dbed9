import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from '@rapidvm/testing';
import { describe, expect, it } from 'vitest';
import { identifyProcess, isAlive, listPids, readArguments, readBootId, sendKill } from './process-identity.ts';

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
