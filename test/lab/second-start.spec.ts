/**
 * One disk, two hosts, real QEMU: what stands in the way of a second start. Our claim does, on every datastore; beside it QEMU's own lock does
 * where the file system has one. On an NFS server reached by QEMU's driver there is none, which is why there are claims.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MachineSpec } from '@rapidvm/domain';
import { eventually } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BareHost } from './bare-host.ts';
import { bareHost, bareSpec, claimAndStart } from './bare-host.ts';
import { readWitness, witnessImage, type Place } from './guests.ts';
import { SHARED, SHARED_FOLDER } from './host-machine.ts';
import { NAS } from './lab.ts';
import { Machine } from './machine.ts';
import { LabNetwork } from './network.ts';
import { NfsMachine } from './nfs-machine.ts';

/** Milliseconds for a witness to write down some beats, under emulation on a busy machine. */
const GUEST_MS = 60_000;

let network: LabNetwork;
let server: NfsMachine;
let h1: BareHost;
let h2: BareHost;
const places = new Map<string, Place>();

beforeAll(async () => {
  network = await LabNetwork.make();
  server = new NfsMachine(new Machine(NAS, 9, network));
  await server.powerOn();
  places.set(SHARED, { datastore: SHARED, folder: SHARED_FOLDER });
  places.set(NAS, { datastore: NAS, folder: server.folder });
  for (const { folder } of places.values()) {
    await mkdir(join(folder, 'images'), { recursive: true, mode: 0o755 });
    await writeFile(join(folder, 'images/witness.raw'), witnessImage());
  }
  const datastores = { [SHARED]: SHARED_FOLDER, [NAS]: server.url };
  h1 = await bareHost('h1', datastores);
  h2 = await bareHost('h2', datastores);
});
afterAll(async () => {
  for (const host of [h1, h2]) await host?.machines.sweep([]);
  await server.machine.scrap();
  await network.remove();
});

async function runningOnH1(datastore: string): Promise<MachineSpec> {
  const spec = bareSpec(datastore, 'witness');
  await h1.disks.provision(spec);
  await claimAndStart(h1, spec);
  return spec;
}

/** Ends the VM wherever it runs, and tells what its guest saw on its disk. */
async function endedWith(spec: MachineSpec): Promise<number> {
  for (const host of [h1, h2]) await host.machines.sweep([]);
  const place = places.get(spec.disks[0]!.file.datastore)!;
  return (await readWitness(place, { name: spec.name, id: spec.vmId })).strangers;
}

describe.each([SHARED, NAS])('a VM that runs on h1, its disk on %s', (datastore) => {
  it('is refused on h2, which is told that h1 has it, and its disk stays its own', async () => {
    const spec = await runningOnH1(datastore);
    await expect(claimAndStart(h2, spec)).rejects.toMatchObject({ code: 'in-use', details: { usedBy: ['h1'] } });
    await expect(h2.disks.verify(spec, null)).rejects.toMatchObject({ code: 'in-use', details: { usedBy: ['h1'] } });
    await expect(h2.disks.remove(spec)).rejects.toMatchObject({ code: 'in-use', details: { usedBy: ['h1'] } });
    expect(await endedWith(spec)).toBe(0);
  });

  it('goes to exactly one of two hosts that start it at the same moment', async () => {
    const spec = bareSpec(datastore, 'witness');
    await h1.disks.provision(spec);
    const starts = await Promise.allSettled([claimAndStart(h1, spec), claimAndStart(h2, spec)]);
    const refused = starts.filter((each) => each.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: 'in-use' });
    expect(await endedWith(spec)).toBe(0);
  });
});

describe('somebody who says that h1 runs nothing, while it does', () => {
  it('is not believed where QEMU has a lock on the disk', async () => {
    const spec = await runningOnH1(SHARED);
    await expect(h2.disks.verify(spec, h1.id)).rejects.toThrow('in use by host h1: a QEMU that runs still has the lock on disk0');
    for (const host of [h1, h2]) await host.machines.sweep([]);
    await h2.disks.verify(spec, h1.id);
  });

  it('is believed on an NFS server, which shuts h1 out then', async () => {
    const spec = await runningOnH1(NAS);
    await h2.disks.verify(spec, h1.id);
    await claimAndStart(h2, spec, h1.id);
    expect(await endedWith(spec)).toBe(0);
  });
});

describe('without a claim', () => {
  it('QEMU refuses a second start in a shared folder by its lock, and names the disk', async () => {
    const spec = await runningOnH1(SHARED);
    const second = h2.machines.start(spec);
    await expect(second).rejects.toMatchObject({ code: 'qemu-failed' });
    const said = await second.catch((error: { details: { output: string } }) => error.details.output);
    expect(said).toContain('Failed to get "write" lock');
    expect(said).toContain(spec.disks[0]!.file.path);
    expect(await endedWith(spec)).toBe(0);
  });

  it('QEMU takes no lock on an NFS server: two write one disk, which the guest notices; nothing but the claim prevents it', async () => {
    const spec = bareSpec(NAS, 'witness');
    await h1.disks.provision(spec);
    // The second only when the first has allocated its place: at the very same moment they tear the whole disk apart.
    for (const host of [h1, h2]) {
      const { serialLog } = await host.machines.start(spec);
      await eventually(async () => (await readFile(serialLog, 'latin1')).endsWith('....'), GUEST_MS);
    }
    expect(await endedWith(spec)).toBeGreaterThan(0);
  });
});
