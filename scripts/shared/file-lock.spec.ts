import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockFile } from './file-lock.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('a file lock', () => {
  it('is held by one at a time and can be taken again after release', async () => {
    const file = join(folder, 'deep', 'a.lock');
    const first = await lockFile(file, 'testing', 0);
    await expect(lockFile(file, 'testing', 0)).rejects.toMatchObject({ code: 'already-running' });
    const waiting = lockFile(file, 'testing', 10);
    await first.release();
    await (await waiting).release();
  });
});
