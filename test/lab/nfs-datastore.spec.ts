/** Two hosts with one datastore on an NFS server, without a mount: real server, real QEMU, our own stores and machines. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MachineProcess } from '@rapidvm/agent-app';
import type { MachineSpec } from '@rapidvm/domain';
import { machineUser } from '@rapidvm/qemu-core';
import { eventually } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tinyGuestImage, writingGuestImage } from '../integration/qemu/tiny-guest.ts';
import type { BareHost } from './bare-host.ts';
import { bareHost, bareSpec, claimAndStart } from './bare-host.ts';
import { Machine } from './machine.ts';
import { LabNetwork } from './network.ts';
import { NfsMachine } from './nfs-machine.ts';

const GUEST_MS = 60_000;

let network: LabNetwork;
let server: NfsMachine;
let a: BareHost;
let b: BareHost;

beforeAll(async () => {
  network = await LabNetwork.make();
  server = new NfsMachine(new Machine('nas', 9, network));
  await server.powerOn();
  await mkdir(join(server.folder, 'images'));
  await writeFile(join(server.folder, 'images/tiny.raw'), tinyGuestImage());
  await writeFile(join(server.folder, 'images/writer.raw'), writingGuestImage());
  [a, b] = (await Promise.all(['a', 'b'].map((name) => bareHost(name, { nas: server.url })))) as [BareHost, BareHost];
});
afterAll(async () => {
  for (const host of [a, b]) await host?.machines.sweep([]);
  await server.machine.scrap();
  await network.remove();
});

const printed = async (process: MachineProcess): Promise<string> => readFile(process.serialLog, 'latin1');
const allocated = async (spec: MachineSpec): Promise<number> => (await stat(diskOf(spec))).blocks;
const diskOf = (spec: MachineSpec): string => join(server.folder, spec.disks[0]!.file.path);

describe('a datastore on an NFS server', () => {
  it('is known to both hosts as the same place, with its space', async () => {
    const [seenByA, seenByB] = await Promise.all([a.disks.usage(), b.disks.usage()]);
    expect(seenByA).toMatchObject([{ name: 'nas', id: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
    expect(seenByB[0]?.id).toBe(seenByA[0]?.id);
    expect(seenByA[0]?.totalBytes).toBeGreaterThanOrEqual(seenByA[0]?.freeBytes ?? Infinity);
  });

  it('tells what an image is, and brings a kernel to where QEMU can read it', async () => {
    const image = { datastore: 'nas', path: 'images/tiny.raw' };
    const content = tinyGuestImage();
    expect(await a.disks.inspect(image)).toMatchObject({ format: 'raw', virtualBytes: content.length });
    expect((await readFile(await a.disks.resolve(image))).equals(content)).toBe(true);
    await expect(a.disks.inspect({ datastore: 'nas', path: 'images/none' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(a.disks.resolve({ datastore: 'nas', path: '../etc' })).rejects.toMatchObject({ code: 'path-outside-root' });
  });

  it('holds a VM that was made on one host and runs on the other', async () => {
    const spec = bareSpec('nas', 'tiny');
    await a.disks.provision(spec);
    await a.disks.provision(spec);
    expect((await stat(diskOf(spec))).uid).toBe(machineUser(spec.vmId).uid);
    const onA = await claimAndStart(a, spec);
    await eventually(async () => (await printed(onA)).includes('ABC'), GUEST_MS);
    await expect(claimAndStart(b, spec)).rejects.toMatchObject({ code: 'in-use', details: { usedBy: ['a'] } });
    await onA.kill();
    await a.disks.release(spec);
    await b.disks.verify(spec, null);
    const onB = await claimAndStart(b, spec);
    await eventually(async () => (await printed(onB)).includes('ABC'), GUEST_MS);
    await expect(a.disks.remove(spec)).rejects.toMatchObject({ code: 'in-use' });
    await onB.kill();
    await b.disks.release(spec);
    await a.disks.remove(spec);
    await expect(b.disks.verify(spec, null)).rejects.toMatchObject({ code: 'storage-failed' });
  });

  it('shuts the host out that a VM was taken from: none of its writes reaches the disk any more', async () => {
    const spec = bareSpec('nas', 'writer');
    await a.disks.provision(spec);
    const onA = await claimAndStart(a, spec);
    const standstill = Promise.withResolvers<string>();
    onA.onStandstill((reason) => {
      if (reason !== null) standstill.resolve(reason);
    });
    await eventually(async () => (await printed(onA)).length > 1, GUEST_MS);
    await b.disks.claim(spec, a.id);
    expect(await standstill.promise).toMatch(/^io-error: write/);
    const before = await allocated(spec);
    const onB = await b.machines.start(spec);
    // Its guest begins at the same place as that of the other host did, and gets further.
    await eventually(async () => (await allocated(spec)) > before, GUEST_MS);
    await onA.kill();
    await onB.kill();
  });

  it('keeps a guest waiting while its server is away, and nothing else', async () => {
    const spec = bareSpec('nas', 'writer');
    await a.disks.provision(spec);
    const process = await claimAndStart(a, spec);
    await eventually(async () => (await printed(process)).length > 1, GUEST_MS);
    await server.freeze();
    const seen = (await printed(process)).length;
    expect(await a.disks.usage()).toEqual([]);
    await server.thaw();
    await eventually(async () => (await printed(process)).length > seen + 1, GUEST_MS);
    expect(await allocated(spec)).toBeGreaterThan(0);
    expect((await a.disks.usage())[0]?.name).toBe('nas');
    await process.kill();
  });
});
