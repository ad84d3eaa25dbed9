import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRapidError } from '@rapidvm/kernel';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatastoreRoots } from './datastore-root.ts';

let folder: string;
let roots: DatastoreRoots;
const local = (path: string): { datastore: string; path: string } => ({ datastore: 'local', path });

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'roots-')));
  await mkdir(join(folder, 'root/images'), { recursive: true });
  await writeFile(join(folder, 'secret'), 'x');
  await writeFile(join(folder, 'root/images/disk.raw'), 'x');
  await symlink(folder, join(folder, 'root/out'));
  await symlink('images', join(folder, 'root/in'));
  roots = new DatastoreRoots({ local: join(folder, 'root') });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('DatastoreRoots', () => {
  it('finds files, through links that stay inside too', async () => {
    expect(await roots.existing(local('images/disk.raw'))).toBe(join(folder, 'root/images/disk.raw'));
    expect(await roots.existing(local('in/disk.raw'))).toBe(join(folder, 'root/images/disk.raw'));
    expect(await roots.makeable(local('vms/new/disk.qcow2'))).toBe(join(folder, 'root/vms/new/disk.qcow2'));
  });

  it.each(['../secret', '/etc/passwd', 'images/../../secret', '', '.', 'images//disk.raw', 'a\0b', 'out/secret', 'out/new'])(
    'refuses %j',
    async (path) => {
      await expect(roots.makeable(local(path))).rejects.toMatchObject({ code: 'path-outside-root' });
      if (path !== 'out/new') await expect(roots.existing(local(path))).rejects.toMatchObject({ code: 'path-outside-root' });
    },
  );

  it('says what is not there', async () => {
    await expect(roots.existing(local('images/other'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(roots.existing(local('images/disk.raw/below'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(roots.existing({ datastore: 'toString', path: 'x' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('does not call a file gone whose datastore can not be seen', async () => {
    const unseen = new DatastoreRoots({ local: join(folder, 'not-mounted') });
    await expect(unseen.existing(local('x'))).rejects.toMatchObject({ code: 'storage-failed' });
    await expect(unseen.makeable(local('x'))).rejects.toMatchObject({ code: 'storage-failed' });
  });

  it('never gives a path outside its root, whatever the name', async () => {
    const part = fc.oneof(fc.constantFrom('..', '.', 'out', 'in', 'images', '', '/', '~'), fc.string({ maxLength: 5 }));
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
        try {
          const path = await roots.makeable(local(parts.join('/')));
          expect(path.startsWith(join(folder, 'root/'))).toBe(true);
          expect(path).not.toContain('/../');
        } catch (error) {
          expect(isRapidError(error, 'path-outside-root', 'not-found')).toBe(true);
        }
      }),
    );
  });
});
