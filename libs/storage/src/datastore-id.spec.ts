import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemRng } from '@rapidvm/runtime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { datastoreId } from './datastore-id.ts';
import { DirFiles } from './files/dir-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-id-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const asSeenBy = (host: string): DirFiles => new DirFiles(host, folder, () => null);

describe('the id of a datastore', () => {
  it('is the same for every host, also when all of them ask for it first', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, (_, host) => datastoreId(asSeenBy(`h${host}`), systemRng)));
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('is never made anew where something else stands in its place', async () => {
    await datastoreId(asSeenBy('h1'), systemRng);
    const [file] = await readdir(folder);
    await writeFile(join(folder, file!), '{"version":1,"id":"mine"}');
    await expect(datastoreId(asSeenBy('h1'), systemRng)).rejects.toMatchObject({ code: 'corrupt-file' });
  });
});
