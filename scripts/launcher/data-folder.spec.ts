import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDataFolder, ensureDataFolder } from './data-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapidvm-data-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('the data folder', () => {
  it('is made with those above it, and may be there already', async () => {
    const root = join(folder, 'of', 'mine');
    await ensureDataFolder(root);
    await ensureDataFolder(root);
    expect((await stat(root)).isDirectory()).toBe(true);
  });

  it('may be missing where it is only looked at', async () => {
    await expect(checkDataFolder(folder)).resolves.toBeUndefined();
    await expect(checkDataFolder(join(folder, 'none'))).resolves.toBeUndefined();
  });

  it.each([['a file'], ['a file/below'], ['x'.repeat(300)]])('that is %s is refused by name', async (name) => {
    await writeFile(join(folder, 'a file'), '');
    const root = join(folder, name);
    const refusal = { code: 'invalid-input', details: { issues: [{ field: '--data', value: root }] } };
    await expect(ensureDataFolder(root)).rejects.toMatchObject(refusal);
    await expect(checkDataFolder(root)).rejects.toMatchObject(refusal);
  });
});
