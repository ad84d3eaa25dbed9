import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_SMALL_FILE_BYTES } from '../limits.ts';
import { DirFiles } from './dir-files.ts';
import { readJson, writeWhole } from './whole-file.ts';

let folder: string;
const json = (name: string): Promise<unknown> => readJson(new DirFiles('local', folder, () => null), name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whole-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('whole files', () => {
  it('replace what was there, and leave nothing aside', async () => {
    const path = join(folder, 'a.json');
    await writeWhole(path, '{"a":1}');
    await writeWhole(path, '{"a":2}');
    expect(await json('a.json')).toEqual({ a: 2 });
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  it('keep the old content when the new one can not be written', async () => {
    const path = join(folder, 'a.json');
    await expect(writeWhole(join(folder, 'missing', 'a.json'), 'x')).rejects.toThrow(/ENOENT/);
    expect(await readFile(path, 'utf8')).toBe('{"a":2}');
  });

  it('are refused with a code when they are not JSON, or too long', async () => {
    const path = join(folder, 'bad.json');
    await writeFile(path, '{');
    await expect(json('bad.json')).rejects.toMatchObject({ code: 'corrupt-file' });
    await writeFile(path, '1'.repeat(MAX_SMALL_FILE_BYTES + 1));
    await expect(json('bad.json')).rejects.toMatchObject({ code: 'corrupt-file' });
    expect(await json('none')).toBeNull();
  });
});
