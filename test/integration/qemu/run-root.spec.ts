/** Logs are bounded on every file system, or the agent says that it can't: tried on ramfs, which has no holes. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chooseRunRoot, spareRunRoot } from '@rapidvm/qemu-host';
import { recordingLogger } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-root-'));
  for (const [name, type] of [
    ['holes', 'tmpfs'],
    ['none', 'ramfs'],
  ] as const) {
    await mkdir(at(name));
    await run('mount', ['-t', type, 'rapidvm-test', at(name)]);
  }
});
afterAll(async () => {
  for (const name of ['holes', 'none']) await run('umount', [at(name)]);
  await rm(folder, { recursive: true });
});

describe('where run directories lie', () => {
  it('is where they are wanted, on a file system that punches holes; the try leaves nothing behind', async () => {
    const logger = recordingLogger();
    const wanted = at('holes/run');
    expect(await chooseRunRoot({ wanted, isGiven: false, spare: at('none/spare'), logger })).toBe(wanted);
    expect(await readdir(wanted)).toEqual([]);
    expect((await stat(wanted)).mode & 0o777).toBe(0o711);
    expect(logger.lines).toEqual([]);
  });

  it('is in memory where the data directory’s file system has no holes, and that is said', async () => {
    const logger = recordingLogger();
    const choice = { wanted: at('none/run'), isGiven: false, spare: at('holes/spare'), logger };
    expect([await chooseRunRoot(choice), await chooseRunRoot(choice)]).toEqual([choice.spare, choice.spare]);
    expect(logger.lines[0]).toMatchObject({ level: 'warn', fields: { instead: choice.spare, dataDirectory: choice.wanted } });
    expect(await readdir(choice.wanted)).toEqual([]);
  });

  it('is nowhere where nothing can, or what a person named can’t', async () => {
    const logger = recordingLogger();
    const [wanted, spare] = [at('none/run'), at('none/spare')];
    const refused = { code: 'unsupported', details: { need: expect.stringContaining('ext4') as string } };
    await expect(chooseRunRoot({ wanted, isGiven: false, spare, logger })).rejects.toMatchObject(refused);
    await expect(chooseRunRoot({ wanted, isGiven: true, spare: at('holes/spare'), logger })).rejects.toMatchObject(refused);
  });

  it('in memory is one for each data directory, short enough for unix sockets', async () => {
    const [one, other] = [await spareRunRoot(at('holes')), await spareRunRoot(at('none'))];
    expect(one).not.toBe(other);
    expect(await spareRunRoot(at('holes'))).toBe(one);
    expect(one.length).toBeLessThanOrEqual(58);
  });
});
