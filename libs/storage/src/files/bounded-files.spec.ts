import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { systemTimers } from '@rapidvm/runtime';
import { eventually, VirtualTime } from '@rapidvm/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FOLDER_CALLS_AT_ONCE, FOLDER_CALLS_WAITING, FOLDER_CALL_TIMEOUT_MS, FOLDER_TURN_TIMEOUT_MS } from '../limits.ts';
import { BoundedFiles } from './bounded-files.ts';
import { DirFiles } from './dir-files.ts';
import { Turns } from './turns.ts';

/** More than Node has threads for files. */
const MANY = 8;

describe('a folder that hangs', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hung-'));
    // Whoever opens it for reading hangs in the kernel until somebody opens it for writing.
    await promisify(execFile)('mkfifo', [join(folder, 'hangs')]);
    await writeFile(join(folder, 'there'), 'text');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('leaves threads to everything else, and what waits for it goes on when it answers', async () => {
    const files = new BoundedFiles(new DirFiles('nas', folder, () => null), systemTimers);
    const asked = Array.from({ length: MANY }, () => files.readText('hangs'));
    const later = files.readText('there');
    expect(await readFile('/proc/self/comm', 'utf8')).not.toBe('');
    const answered = Promise.all(asked).then(() => true);
    // To both ends at once: this open hangs never.
    const thaw = await open(join(folder, 'hangs'), constants.O_RDWR | constants.O_NONBLOCK);
    await thaw.close();
    await eventually(async () => {
      const end = await open(join(folder, 'hangs'), constants.O_RDWR | constants.O_NONBLOCK);
      await end.close();
      return Promise.race([answered, new Promise((resolve) => setImmediate(resolve, false))]);
    });
    expect(await later).toBe('text');
  });
});

describe('turns', () => {
  const never = (): Promise<never> => Promise.withResolvers<never>().promise;

  it('are refused by the name of the datastore when nothing answers, and the place is kept until something does', async () => {
    const time = new VirtualTime();
    const turns = new Turns('nas', time);
    const held = Promise.withResolvers<string>();
    const first = [turns.take('a', () => held.promise), turns.take('b', never)];
    expect(first).toHaveLength(FOLDER_CALLS_AT_ONCE);
    const waiting = turns.take('c', () => Promise.resolve('never done'));
    const refused = expect(waiting).rejects.toThrow(`Datastore nas failed at c: no answer in ${FOLDER_TURN_TIMEOUT_MS} ms`);
    await time.advance(FOLDER_TURN_TIMEOUT_MS);
    await refused;
    const late = first.map((each) => expect(each).rejects.toMatchObject({ code: 'storage-failed' }));
    await time.advance(FOLDER_CALL_TIMEOUT_MS);
    await Promise.all(late);
    const next = turns.take('d', () => Promise.resolve('done'));
    held.resolve('at last');
    expect(await next).toBe('done');
  });

  it('are waited for by so many and no more', async () => {
    const time = new VirtualTime();
    const turns = new Turns('nas', time);
    const all = Array.from({ length: FOLDER_CALLS_AT_ONCE + FOLDER_CALLS_WAITING }, () => turns.take('a', never));
    const ended = Promise.allSettled(all);
    await expect(turns.take('a', never)).rejects.toMatchObject({ code: 'limit-exceeded' });
    await time.advance(FOLDER_CALL_TIMEOUT_MS);
    expect((await ended).every(({ status }) => status === 'rejected')).toBe(true);
  });
});
