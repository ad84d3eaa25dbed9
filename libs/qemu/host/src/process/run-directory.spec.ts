import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VmId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import { QEMU_OUTPUT_CHARS, UNIX_SOCKET_PATH_BYTES } from '@rapidvm/qemu-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareRunDirectory, readOutput, runFilesOf, undoRunDirectory } from './run-directory.ts';

const VM_ID = asId<VmId>('01890a5d-ac96-774b-bcce-b302099a8057');
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'run-'));
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe('a run directory', () => {
  it('is refused where a socket`s path would be too long for the kernel', () => {
    const longest = '/'.padEnd(58, 'x');
    expect(runFilesOf(longest, VM_ID).serialSocket).toHaveLength(UNIX_SOCKET_PATH_BYTES);
    expect(() => runFilesOf(`${longest}x`, VM_ID)).toThrow(expect.objectContaining({ code: 'limit-exceeded' }));
  });

  it('is open to its owner alone, and keeps only the logs of an earlier start', async () => {
    const files = runFilesOf(join(root, 'a'), VM_ID);
    await prepareRunDirectory(files, null);
    for (const name of [files.serialLog, files.outputLog, files.controlSocket, files.pidFile]) await writeFile(name, 'x');
    await prepareRunDirectory(files, null);
    expect((await readdir(files.directory)).toSorted()).toEqual(['qemu.log.1', 'serial.log']);
    expect((await stat(files.directory)).mode & 0o777).toBe(0o700);
  });

  it('goes with a start that failed, unless it holds a console`s history', async () => {
    const files = runFilesOf(join(root, 'b'), VM_ID);
    await prepareRunDirectory(files, null);
    await writeFile(files.serialLog, '');
    await undoRunDirectory(files);
    expect(await readdir(join(root, 'b'))).toEqual([]);
    await prepareRunDirectory(files, null);
    await writeFile(files.serialLog, 'history');
    await writeFile(files.outputLog, 'error');
    await undoRunDirectory(files);
    expect(await readdir(files.directory)).toEqual(['serial.log']);
  });

  it('gives the end of what QEMU said', async () => {
    const files = runFilesOf(join(root, 'c'), VM_ID);
    expect(await readOutput(files)).toBe('');
    await mkdir(files.directory, { recursive: true });
    await writeFile(files.outputLog, `${'x'.repeat(3 * QEMU_OUTPUT_CHARS)}\nthe end\n`);
    const output = await readOutput(files);
    expect(output).toMatch(/the end$/);
    expect(output.length).toBeLessThanOrEqual(QEMU_OUTPUT_CHARS);
  });
});
