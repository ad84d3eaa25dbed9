/** The NFS client against a real server, also one that hangs, and one that starts anew. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openExport, serverExports, type NfsExport } from '@rapidvm/nfs';
import { systemRng, systemTimers } from '@rapidvm/runtime';
import { Machine } from './machine.ts';
import { LabNetwork } from './network.ts';
import { NfsMachine } from './nfs-machine.ts';

const MIB = 1024 * 1024;

let network: LabNetwork;
let server: NfsMachine;
let files: NfsExport;

const server9 = () => ({
  host: server.machine.address,
  credential: { uid: 0, gid: 0, machine: 'lab' },
  timers: systemTimers,
  rng: systemRng,
});

beforeAll(async () => {
  network = await LabNetwork.make();
  server = new NfsMachine(new Machine('nas', 9, network));
  await server.powerOn();
  files = await openExport({ ...server9(), path: server.folder });
});
afterAll(async () => {
  files?.close();
  await server.machine.scrap();
  await network.remove();
});

/** Bytes that are different everywhere, so that a misplaced piece shows. */
function pattern(bytes: number, seed: number): Buffer {
  const all = Buffer.alloc(bytes);
  for (let at = 0; at + 4 <= bytes; at += 4) all.writeUInt32BE((at * 2_654_435_761 + seed) >>> 0, at);
  return all;
}

async function namesIn(path: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const entry of files.list(path)) names.push(entry.name);
  return names.sort();
}

describe('an export', () => {
  it('is listed by its server, and refused when there is none', async () => {
    expect((await serverExports(server9())).map((each) => each.path)).toEqual([server.folder]);
    await expect(openExport({ ...server9(), path: '/nowhere' })).rejects.toMatchObject({ operation: 'MNT' });
  });

  it('tells its space, and attributes as they are set', async () => {
    const { totalBytes, availableBytes } = await files.space();
    expect(totalBytes).toBeGreaterThanOrEqual(availableBytes);
    await files.makeFile('attributes', { mode: 0o600, uid: 1234, gid: 5678 });
    await files.setAttributes('attributes', { sizeBytes: 4097 });
    expect(await files.attributes('attributes')).toMatchObject({
      type: 'file',
      mode: 0o600,
      uid: 1234,
      gid: 5678,
      sizeBytes: 4097,
    });
  });

  it('keeps files byte for byte, also written and read in pieces', async () => {
    const whole = pattern(5 * MIB + 3, 1);
    await files.makeFile('large');
    expect(await files.write('large', [whole.subarray(0, 7), whole.subarray(7)])).toBe(whole.length);
    expect((await readFile(join(server.folder, 'large'))).equals(whole)).toBe(true);
    const parts: Uint8Array[] = [];
    for await (const part of files.read('large', 1000, 2 * MIB)) parts.push(part);
    expect(Buffer.concat(parts).equals(whole.subarray(1000, 1000 + 2 * MIB))).toBe(true);
    await expect(files.readWhole('large', MIB)).rejects.toMatchObject({ code: 'EFBIG' });
  });

  it('has folders: made with their parents, listed over many pages, moved, and removed with all in them', async () => {
    await files.makeFolders('tree/of/folders');
    const wanted = Array.from({ length: 700 }, (_, i) => `file-with-a-rather-long-name-${String(i).padStart(4, '0')}`);
    await Promise.all(wanted.map((name) => files.makeFile(`tree/of/${name}`)));
    expect(await namesIn('tree/of')).toEqual([...wanted, 'folders'].sort());
    await files.rename('tree/of', 'tree/off');
    await expect(files.attributes('tree/of')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(files.removeFolder('tree/off')).rejects.toMatchObject({ code: 'ENOTEMPTY' });
    await files.removeTree('tree');
    await files.removeTree('tree');
    expect(await readdir(server.folder)).not.toContain('tree');
  });

  it('lets exactly one of many make a file, or give it a name', async () => {
    const makers = await Promise.allSettled(Array.from({ length: 12 }, () => files.makeFile('contested')));
    expect(makers.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    await Promise.all(Array.from({ length: 12 }, (_, i) => files.makeFile(`claim-${i}`)));
    const links = await Promise.allSettled(Array.from({ length: 12 }, (_, i) => files.link(`claim-${i}`, 'owner')));
    expect(links.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
  });

  it('replaces a file as a whole: a reader sees the old or the new one, and nothing stays beside it', async () => {
    await files.makeFolder('whole');
    await files.writeWhole('whole/spec', pattern(MIB, 0));
    const writing = (async () => {
      for (let seed = 1; seed <= 10; seed += 1) await files.writeWhole('whole/spec', pattern(MIB, seed));
    })();
    for (let look = 0; look < 30; look += 1) {
      const seen = await readFile(join(server.folder, 'whole', 'spec'));
      expect(seen.equals(pattern(MIB, seen.readUInt32BE(0)))).toBe(true);
    }
    await writing;
    expect(await namesIn('whole')).toEqual(['spec']);
  });

  it('finds its way again when a folder is replaced behind its back', async () => {
    await files.makeFolders('moved/a');
    await files.makeFile('moved/a/file');
    const other = await openExport({ ...server9(), path: server.folder });
    await other.removeTree('moved');
    await other.makeFolders('moved/a');
    await other.makeFile('moved/a/file', { mode: 0o640 });
    expect((await files.attributes('moved/a/file')).mode).toBe(0o640);
    other.close();
  });
});

describe('a server that is away', () => {
  it('is waited for: a write goes on where it was when the server does', async () => {
    const whole = pattern(24 * MIB, 5);
    await files.makeFile('held');
    let given = 0;
    async function* heldOnTheWay(): AsyncGenerator<Uint8Array, undefined> {
      for (let at = 0; at < whole.length; at += MIB) {
        given += 1;
        if (given === 8) {
          await server.freeze();
          setTimeout(() => void server.thaw(), 1500);
        }
        yield whole.subarray(at, at + MIB);
      }
      return undefined;
    }
    expect(await files.write('held', heldOnTheWay())).toBe(whole.length);
    expect((await readFile(join(server.folder, 'held'))).equals(whole)).toBe(true);
  });

  it('may start anew in the middle of a write: nothing is lost', async () => {
    const whole = pattern(40 * MIB, 6);
    await files.makeFile('restarted');
    let given = 0;
    async function* restartOnTheWay(): AsyncGenerator<Uint8Array, undefined> {
      for (let at = 0; at < whole.length; at += MIB) {
        given += 1;
        if (given === 20) {
          await server.powerOff();
          await server.powerOn();
        }
        yield whole.subarray(at, at + MIB);
      }
      return undefined;
    }
    expect(await files.write('restarted', restartOnTheWay())).toBe(whole.length);
    expect((await readFile(join(server.folder, 'restarted'))).equals(whole)).toBe(true);
  });

  it('is given up in time', async () => {
    const hasty = await openExport({ ...server9(), path: server.folder, callTimeoutMs: 400 });
    await server.freeze();
    await expect(hasty.attributes('large')).rejects.toMatchObject({ code: 'timed-out' });
    await server.thaw();
    expect((await hasty.attributes('large')).type).toBe('file');
    hasty.close();
  });
});
