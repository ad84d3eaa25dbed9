import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '@rapidvm/testing';
import { lockFile, type LockOptions } from './file-lock.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const heard: string[] = [];
const waiting = (waitSeconds: number): LockOptions => ({ what: 'testing', waitSeconds, say: (line) => void heard.push(line) });

describe('a file lock', () => {
  it('is held by one at a time and can be taken again after release', async () => {
    const file = join(folder, 'deep', 'a.lock');
    const first = await lockFile(file, waiting(0));
    await expect(lockFile(file, waiting(0))).rejects.toMatchObject({ code: 'already-running' });
    expect(heard).toEqual([]);
    const second = lockFile(file, waiting(10));
    await eventually(() => heard.length > 0, 5000);
    expect(heard).toEqual([expect.stringMatching(new RegExp(`process ${process.pid} \\(testing, since \\d{4}-.*at most 1 min`))]);
    await first.release();
    await (await second).release();
  });

  it('names its holder when it was waited for in vain', async () => {
    const file = join(folder, 'b.lock');
    const first = await lockFile(file, waiting(0));
    await expect(lockFile(file, waiting(1))).rejects.toMatchObject({
      code: 'already-running',
      message: expect.stringMatching(new RegExp(`process ${process.pid} .* did not end in 1 s`)) as string,
    });
    await first.release();
  });

  it('names nobody who has let go of it', async () => {
    const file = join(folder, 'c.lock');
    await (await lockFile(file, waiting(0))).release();
    expect(await readFile(file, 'utf8')).toBe('');
  });
});
