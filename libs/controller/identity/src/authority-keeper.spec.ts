import { copyFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuthorityRecord, AuthorityStore } from '@rapidvm/controller-app';
import { recordingLogger, VirtualTime } from '@rapidvm/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { authorityFile, authorityInDatabase, openClusterKey, openControllerIdentity } from './index.ts';

let folder: string;
let kept: AuthorityRecord | null;
const clock = new VirtualTime(Date.now());
const store: AuthorityStore = {
  get: async () => kept,
  keep: async (record) => (kept ??= record),
};

beforeEach(async () => {
  kept = null;
  folder = await mkdtemp(join(tmpdir(), 'rapidvm-authority-'));
});
afterEach(() => rm(folder, { recursive: true }));

const keyOf = (name: string): string => join(folder, name, 'cluster.key');

function open(name: string, logger = recordingLogger()) {
  const directory = join(folder, name);
  const formerFile = authorityFile(directory);
  const keeper = authorityInDatabase({ store, clusterKeyFile: keyOf(name), formerFile, clock, logger });
  return openControllerIdentity({ directory, keeper, clock });
}

describe('the authority in the database', () => {
  it('is made once; a controller with the cluster’s key has the same, one without it is refused and told what to copy', async () => {
    const first = await open('a');
    expect((await stat(keyOf('a'))).mode & 0o777).toBe(0o600);
    await expect(stat(authorityFile(join(folder, 'a')))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(open('b')).rejects.toMatchObject({ code: 'unsupported', hint: expect.stringContaining(keyOf('b')) as string });
    await openClusterKey(keyOf('b'));
    await expect(open('b')).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('another cluster') as string,
    });
    await copyFile(keyOf('a'), keyOf('b'));
    expect((await open('b')).fingerprint).toBe(first.fingerprint);
  });

  it('is one, whoever of several that start at once makes it', async () => {
    await openClusterKey(keyOf('a'));
    await openClusterKey(keyOf('b')).then(() => copyFile(keyOf('a'), keyOf('b')));
    const [one, other] = await Promise.all([open('a'), open('b')]);
    expect(one.fingerprint).toBe(other.fingerprint);
  });

  it('can’t be read in the database', async () => {
    await open('a');
    expect(JSON.stringify(kept)).not.toContain('PRIVATE KEY');
  });

  it('takes over the one that a file had, which is then gone', async () => {
    const directory = join(folder, 'a');
    const before = await openControllerIdentity({ directory, clock });
    expect((await open('a')).fingerprint).toBe(before.fingerprint);
    await expect(stat(authorityFile(directory))).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await open('a')).fingerprint).toBe(before.fingerprint);
  });

  it('comes before one that a file has, and says so', async () => {
    const first = await open('a');
    await openControllerIdentity({ directory: join(folder, 'b'), clock });
    await copyFile(keyOf('a'), keyOf('b'));
    const logger = recordingLogger();
    expect((await open('b', logger)).fingerprint).toBe(first.fingerprint);
    expect(logger.lines.some(({ level, message }) => level === 'warn' && message.includes('used no more'))).toBe(true);
  });

  it('is never made anew because the key is damaged', async () => {
    await open('a');
    await writeFile(keyOf('a'), 'garbage');
    await expect(open('a')).rejects.toMatchObject({ code: 'corrupt-file' });
  });
});

describe('the cluster’s key', () => {
  it('opens what it sealed, for that purpose, and nothing that was changed', async () => {
    const key = await openClusterKey(keyOf('a'));
    const sealed = key.seal('one', 'the secret');
    expect(key.open('one', sealed)).toBe('the secret');
    expect(key.seal('one', 'the secret')).not.toBe(sealed);
    expect(key.open('two', sealed)).toBeNull();
    expect((await openClusterKey(keyOf('b'))).open('one', sealed)).toBeNull();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(key.open('one', changed) ?? 'the secret').toBe('the secret');
    }
    for (const text of ['', 'v1.', 'v1.AAAA', sealed.slice(0, -2), `${sealed}A`])
      expect([null, 'the secret']).toContain(key.open('one', text));
  });
});
