import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRegular } from './open-regular.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapidvm-open-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('opening a file of a datastore', () => {
  it('gives a plain file', async () => {
    const path = join(folder, 'plain');
    await writeFile(path, 'text');
    const file = await openRegular(path, 'plain');
    expect((await file.readFile()).toString()).toBe('text');
    await file.close();
  });

  it('refuses a named pipe that nobody writes to at once, as often as it is tried', async () => {
    const path = join(folder, 'pipe');
    await promisify(execFile)('mkfifo', [path]);
    // More than the threads that file work has: were each to wait, nothing else could be opened.
    const tries = Array.from({ length: 8 }, () => openRegular(path, 'pipe'));
    for (const result of await Promise.allSettled(tries)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'image-invalid' } });
    }
  });

  it.each(['a folder', 'a device'])('refuses %s', async (what) => {
    const path = what === 'a folder' ? folder : join(folder, 'device');
    if (path !== folder) await symlink('/dev/zero', path);
    await expect(openRegular(path, what)).rejects.toMatchObject({ code: 'image-invalid' });
  });
});
