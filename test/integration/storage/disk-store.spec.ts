import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DiskStore } from '@rapidvm/agent-app';
import type { MachineDisk, MachineSpec } from '@rapidvm/domain';
import { vmFolder } from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import { MIB, newId } from '@rapidvm/kernel';
import { machineUser } from '@rapidvm/qemu-core';
import { systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import { createDiskStore } from '@rapidvm/storage';
import { recordingLogger } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
const TINY_FULL_BYTES = '20m';

let folder: string;
let root: string;
let full: string;
let store: DiskStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
  root = join(folder, 'local');
  full = join(folder, 'full');
  await mkdir(join(root, 'images'), { recursive: true });
  await mkdir(full);
  if (isRoot) await run('mount', ['-t', 'tmpfs', '-o', `size=${TINY_FULL_BYTES}`, 'tmpfs', full]);
  await run('qemu-img', ['create', '-q', '-f', 'qcow2', join(root, 'images/base.qcow2'), '8M']);
  const ownerOf = (vmId: VmId): { uid: number; gid: number } | null => (isRoot ? machineUser(vmId) : null);
  const datastores = { local: root, full };
  const host = { hostId: newId<HostId>(systemClock, systemRng), name: 'h1' };
  const common = { serverOwnerOf: machineUser, copies: join(folder, 'copies'), timers: systemTimers, rng: systemRng };
  store = await createDiskStore({ ...common, datastores, ownerOf, host, logger: recordingLogger() });
});

afterAll(async () => {
  if (isRoot) await run('umount', [full]);
  await rm(folder, { recursive: true, force: true });
});

function newSpec(
  disks: readonly Partial<MachineDisk>[],
  datastore = 'local',
  vmId = newId<VmId>(systemClock, systemRng),
): MachineSpec {
  const file = (index: number): MachineDisk['file'] => ({ datastore, path: `${vmFolder('box', vmId)}/disk${index}.qcow2` });
  return {
    ...{ vmId, name: 'box', architecture: 'x86_64', cpus: 1, memoryMiB: 64, nics: [], display: 'none', restart: 'never' },
    disks: disks.map((disk, index) => ({ name: `disk${index}`, serial: `disk${index}`, file: file(index), ...disk })),
  };
}

const BASE = { base: { file: { datastore: 'local', path: 'images/base.qcow2' }, format: 'qcow2' } } as const;
const folderOf = (spec: MachineSpec, at = root): string => join(at, vmFolder(spec.name, spec.vmId));

async function info(path: string): Promise<Record<string, unknown>> {
  const { stdout } = await run('qemu-img', ['info', '--output=json', path]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

describe('a disk store', () => {
  it('makes disks, owner file and spec, for the VM`s user alone', async () => {
    const spec = newSpec([BASE, { sizeMiB: 16 }]);
    await store.provision(spec);
    const files = folderOf(spec);
    expect((await readdir(files)).toSorted()).toEqual(['disk0.qcow2', 'disk1.qcow2', 'owner.json', 'vm.json']);
    expect(await info(join(files, 'disk0.qcow2'))).toMatchObject({
      'virtual-size': 8 * MIB,
      'full-backing-filename': join(root, 'images/base.qcow2'),
      'backing-filename-format': 'qcow2',
    });
    expect(await info(join(files, 'disk1.qcow2'))).toMatchObject({ 'virtual-size': 16 * MIB });
    expect(JSON.parse(await readFile(join(files, 'vm.json'), 'utf8'))).toEqual({ version: 1, spec });
    expect((await stat(files)).mode & 0o777).toBe(0o700);
    if (isRoot) expect((await stat(join(files, 'disk0.qcow2'))).uid).toBe(machineUser(spec.vmId).uid);
  });

  it('changes nothing when it is asked again, and keeps what the guest wrote', async () => {
    const spec = newSpec([BASE]);
    await store.provision(spec);
    const disk = join(folderOf(spec), 'disk0.qcow2');
    await run('qemu-io', ['-c', 'write -P 0x55 0 64k', disk]);
    const before = await readFile(disk);
    await store.provision({ ...spec, memoryMiB: 128 });
    expect(before.equals(await readFile(disk))).toBe(true);
    expect(await readFile(join(folderOf(spec), 'vm.json'), 'utf8')).toContain('"memoryMiB": 128');
  });

  it('continues after a crash in the middle', async () => {
    const spec = newSpec([BASE]);
    const aside = join(root, 'vms', `.making-box-${spec.vmId}`);
    await mkdir(aside, { recursive: true });
    await writeFile(join(aside, 'disk0.qcow2'), 'half');
    await store.provision(spec);
    expect(await readdir(join(root, 'vms'))).not.toContain(`.making-box-${spec.vmId}`);
    expect((await info(join(folderOf(spec), 'disk0.qcow2')))['virtual-size']).toBe(8 * MIB);
  });

  it('refuses what is somebody else`s or another disk, and touches neither', async () => {
    const spec = newSpec([{ sizeMiB: 8 }]);
    await store.provision(spec);
    await expect(store.provision({ ...spec, disks: spec.disks.map((disk) => ({ ...disk, sizeMiB: 9 })) })).rejects.toMatchObject({
      code: 'already-exists',
    });
    await writeFile(join(folderOf(spec), 'owner.json'), JSON.stringify({ version: 1, vmId: 'other' }));
    await expect(store.provision(spec)).rejects.toMatchObject({ code: 'in-use', details: { usedBy: ['other'] } });
    await expect(store.remove(spec)).rejects.toMatchObject({ code: 'in-use' });
    expect(await readdir(folderOf(spec))).toContain('disk0.qcow2');
  });

  it('never makes a lost disk anew', async () => {
    const spec = newSpec([{ sizeMiB: 8 }]);
    await store.provision(spec);
    await rm(join(folderOf(spec), 'disk0.qcow2'));
    await expect(store.provision(spec)).rejects.toMatchObject({ code: 'storage-failed' });
  });

  it.each<readonly [string, Partial<MachineDisk>, string]>([
    ['a disk smaller than its image', { ...BASE, sizeMiB: 4 }, 'invalid-input'],
    ['a disk without size or image', {}, 'invalid-input'],
    ['an image of another format', { base: { ...BASE.base, format: 'raw' } }, 'image-invalid'],
    ['an image that is not there', { base: { ...BASE.base, file: { datastore: 'local', path: 'images/none' } } }, 'not-found'],
    [
      'an image outside the datastore',
      { base: { ...BASE.base, file: { datastore: 'local', path: '../x' } } },
      'path-outside-root',
    ],
  ])('refuses %s and leaves nothing behind', async (_, disk, code) => {
    const spec = newSpec([{ sizeMiB: 8 }, disk]);
    const before = await readdir(join(root, 'vms'));
    await expect(store.provision(spec)).rejects.toMatchObject({ code });
    expect(await readdir(join(root, 'vms'))).toEqual(before);
  });

  it('removes, and is content when there is nothing to remove', async () => {
    const spec = newSpec([BASE]);
    await store.provision(spec);
    await store.remove(spec);
    await store.remove(spec);
    expect((await readdir(join(root, 'vms'))).filter((name) => name.includes(spec.vmId))).toEqual([]);
  });

  it.runIf(isRoot)('refuses on a full datastore with figures, and leaves nothing behind', async () => {
    const room = newSpec([{ sizeMiB: 8 }], 'full');
    await store.provision(room);
    await store.remove(room);
    await writeFile(join(full, 'filler'), Buffer.alloc(10 * MIB));
    const refusal = { code: 'storage-full', details: { datastore: 'full', neededBytes: 16 * MIB, freeBytes: 10 * MIB } };
    await expect(store.provision(newSpec([{ sizeMiB: 8 }], 'full'))).rejects.toMatchObject(refusal);
    expect(await readdir(join(full, 'vms'))).toEqual([]);
  });

  it('tells its space', async () => {
    const usage = await store.usage();
    expect(usage.map(({ name }) => name)).toEqual(['local', 'full']);
    for (const { totalBytes, freeBytes } of usage) expect(totalBytes).toBeGreaterThanOrEqual(freeBytes);
  });
});

describe('inspecting an image', () => {
  const at = (path: string): { datastore: string; path: string } => ({ datastore: 'local', path });
  const place = (name: string): string => join(root, 'images', name);

  it('tells format, size and checksum', async () => {
    const sha256 = createHash('sha256')
      .update(await readFile(place('base.qcow2')))
      .digest('hex');
    expect(await store.inspect(at('images/base.qcow2'))).toEqual({ format: 'qcow2', virtualBytes: 8 * MIB, sha256 });
    await writeFile(place('disk.raw'), Buffer.alloc(4096));
    expect(await store.inspect(at('images/disk.raw'))).toMatchObject({ format: 'raw', virtualBytes: 4096 });
  });

  it.each([
    ['a backing file', ['-b', '/etc/hostname', '-F', 'raw', '-u'], '8M'],
    ['external data', ['-o', 'data_file=../outside.raw,data_file_raw=on'], '8M'],
  ])('refuses one with %s', async (name, options, size) => {
    const file = `${name.replaceAll(' ', '-')}.qcow2`;
    await run('qemu-img', ['create', '-q', '-f', 'qcow2', ...options, place(file), size], { cwd: join(root, 'images') });
    await expect(store.inspect(at(`images/${file}`))).rejects.toMatchObject({ code: 'image-invalid' });
  });

  it('refuses one that its header promises and its body does not hold', async () => {
    const good = await readFile(place('base.qcow2'));
    const broken = Buffer.from(good);
    broken.writeUInt32BE(63, 20);
    await writeFile(place('broken.qcow2'), broken);
    await expect(store.inspect(at('images/broken.qcow2'))).rejects.toMatchObject({ code: 'image-invalid' });
    await mkdir(place('folder'));
    await chmod(place('folder'), 0o755);
    await expect(store.inspect(at('images/folder'))).rejects.toMatchObject({ code: 'image-invalid' });
  });
});
