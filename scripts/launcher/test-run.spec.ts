import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { eventually } from '@rapidvm/testing';

/** Starts two processes that outlive it: one that knows of the run, and one like QEMU, that has an environment of its own and a file of the run. */
const RUNNER = `
  const { spawn } = await import('node:child_process');
  const { writeFileSync } = await import('node:fs');
  const { openTestRun } = await import(${JSON.stringify(join(import.meta.dirname, 'test-run.ts'))});
  const run = await openTestRun();
  const folder = run.environment.TMPDIR;
  writeFileSync(folder + '/file', 'x');
  const script = 'setInterval(() => {}, 1000)';
  const aside = { detached: true, stdio: 'ignore' };
  const marked = spawn(process.execPath, ['-e', script], { ...aside, env: { ...process.env, ...run.environment } });
  const clean = spawn(process.execPath, ['-e', script, folder + '/disk'], { ...aside, env: {} });
  marked.unref();
  clean.unref();
  console.log(JSON.stringify({ folder, pids: [marked.pid, clean.pid] }));
`;

async function startRunner(rest: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', RUNNER + rest], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    const { folder, pids } = JSON.parse(line) as { folder: string; pids: number[] };
    return { child, folder, pids };
  }
  throw new Error('the runner said nothing');
}

async function alive(pids: readonly number[]): Promise<number[]> {
  const states = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z')));
  return pids.filter((_, index) => !states[index]!.includes(') Z'));
}

async function guardiansOf(folder: string): Promise<string[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const words = await Promise.all(all.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return words.filter((word) => word.includes(folder));
}

async function expectNothingLeft(folder: string, pids: readonly number[]): Promise<void> {
  await eventually(async () => (await guardiansOf(folder)).length === 0);
  expect(await alive(pids)).toEqual([]);
  await expect(access(folder)).rejects.toThrow('ENOENT');
}

describe('a run of tests', () => {
  it.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)(
    'whose runner is ended by %s leaves no process and no file behind',
    async (signal) => {
      const { child, folder, pids } = await startRunner('setInterval(() => {}, 1000);');
      expect(await alive(pids)).toEqual(pids);
      child.kill(signal);
      await expectNothingLeft(folder, pids);
    },
  );

  it('that ends in order has nothing left when it says so', async () => {
    const { child, folder, pids } = await startRunner('await run.end();');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
    expect(await alive(pids)).toEqual([]);
    await expectNothingLeft(folder, pids);
  });

  it('that nobody ends is over when its runner has nothing more to do', async () => {
    const { child, folder, pids } = await startRunner('');
    await once(child, 'exit');
    await expectNothingLeft(folder, pids);
  });
});
