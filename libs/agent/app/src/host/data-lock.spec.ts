import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@rapidvm/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataDirectory } from './data-lock.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const HOLDER = `
  import { lockDataDirectory } from ${JSON.stringify(join(import.meta.dirname, 'data-lock.ts'))};
  await lockDataDirectory(process.argv[1]);
  console.log('locked');
  setInterval(() => undefined, 1000);
`;

async function holder() {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', HOLDER, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('the lock on a data directory', () => {
  it('refuses a second process, naming the first; after kill -9 of that it is free at once', async () => {
    const first = await holder();
    await expect(lockDataDirectory(folder)).rejects.toMatchObject({
      code: 'already-running',
      details: { owner: `process ${first.pid}` },
    });
    const ended = once(first, 'exit');
    first.kill('SIGKILL');
    await ended;
    const lock = await lockDataDirectory(folder);
    await lock.release();
  });

  it('is free when its holder was killed and nobody has asked how it ended', async () => {
    const words = ['--input-type=module', '--eval', HOLDER, folder];
    // A parent that never asks: the shell becomes a sleep.
    const parent = spawn('sh', ['-c', '"$0" "$@" & exec sleep 1000', process.execPath, ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(parent.stdout, 'data');
      const { pid } = JSON.parse(await readFile(join(folder, 'agent.pid'), 'utf8')) as { pid: number };
      process.kill(pid, 'SIGKILL');
      const lock = await eventually(() => lockDataDirectory(folder));
      expect(await readFile(`/proc/${pid}/stat`, 'latin1')).toContain(') Z ');
      await lock.release();
    } finally {
      parent.kill('SIGKILL');
    }
  });

  it('is one for all names of a directory', async () => {
    const lock = await lockDataDirectory(folder);
    await symlink(folder, `${folder}-link`);
    await expect(lockDataDirectory(`${folder}-link`)).rejects.toMatchObject({ code: 'already-running' });
    await lock.release();
    await rm(`${folder}-link`);
  });

  it('is not held by a pid that another process has now, nor by a damaged file', async () => {
    await writeFile(join(folder, 'agent.pid'), JSON.stringify({ pid: 1, startTicks: 123_456_789, bootId: 'another' }));
    await (await lockDataDirectory(folder)).release();
    await writeFile(join(folder, 'agent.pid'), '{"pid"');
    const lock = await lockDataDirectory(folder);
    expect(JSON.parse(await readFile(join(folder, 'agent.pid'), 'utf8'))).toMatchObject({ pid: process.pid });
    await lock.release();
  });

  it('is held by a live owner in another network namespace, whose socket can not be seen', async () => {
    const first = await holder();
    const owner = await readFile(join(folder, 'agent.pid'), 'utf8');
    const other = await mkdtemp(join(tmpdir(), 'lock-'));
    await writeFile(join(other, 'agent.pid'), owner);
    await expect(lockDataDirectory(other)).rejects.toMatchObject({ code: 'already-running' });
    const ended = once(first, 'exit');
    first.kill('SIGKILL');
    await ended;
    await rm(other, { recursive: true });
  });
});
