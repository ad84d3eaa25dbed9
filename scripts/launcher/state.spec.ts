import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readState, writeState, type LauncherState } from './state.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'state-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const STATE: LauncherState = {
  version: 1,
  port: 8443,
  listen: '0.0.0.0',
  databaseUrlFile: null,
  helloMade: true,
  resume: ['a'],
  stopped: false,
};

describe('what the launcher remembers', () => {
  it('is nothing at first, then what was written last', async () => {
    const file = join(folder, 'deep', 'launcher.json');
    expect(await readState(file)).toBeNull();
    await writeState(file, STATE);
    await writeState(file, { ...STATE, resume: [] });
    expect(await readState(file)).toEqual({ ...STATE, resume: [] });
  });

  it.each(['', '{"version":1', '{"version":2}', '[]'])('is refused by name when the file holds %j', async (content) => {
    const file = join(folder, 'launcher.json');
    await writeFile(file, content);
    await expect(readState(file)).rejects.toMatchObject({ code: 'corrupt-file', details: { path: file } });
  });
});
