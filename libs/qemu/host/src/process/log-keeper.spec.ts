import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KIB } from '@rapidvm/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trimLog } from './log-keeper.ts';

const CHUNK = 64 * KIB;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'log-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('trimLog', () => {
  it('frees the old part and moves no offset', async () => {
    const log = join(folder, 'serial.log');
    await writeFile(log, Buffer.alloc(10 * CHUNK, 'a'));
    expect(await trimLog(log, CHUNK, 11 * CHUNK)).toBe('small-enough');
    expect(await trimLog(log, CHUNK, 5 * CHUNK)).toBe('trimmed');
    await appendFile(log, 'end');
    const found = await stat(log);
    expect(found.size).toBe(10 * CHUNK + 3);
    expect(found.blocks * 512).toBeLessThanOrEqual(3 * CHUNK);
    const bytes = await readFile(log);
    expect(bytes.subarray(9 * CHUNK).toString()).toBe(`${'a'.repeat(CHUNK)}end`);
    expect(bytes[0]).toBe(0);
  });

  it('is content with a log that is not there', async () => {
    expect(await trimLog(join(folder, 'none'), 1, 1)).toBe('small-enough');
  });
});
