/** VMs on datastores that several hosts share: real controller, agents, guests, and an NFS server that goes away. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VmView } from '@rapidvm/operations';
import { eventually } from '@rapidvm/testing';
import { followTask } from '../../scripts/launcher/follow-task.ts';
import { provideWitness, readWitness, WITNESS_DISK_MIB, WITNESS_MEMORY_MIB } from './guests.ts';
import { SHARED } from './host-machine.ts';
import { buildLab, NAS, type Lab } from './lab.ts';
import type { NfsMachine } from './nfs-machine.ts';

/** Milliseconds for a guest to start or end under emulation, and for a host to be missed, on a busy machine. */
const WORK_MS = 90_000;

let nas: NfsMachine;
let lab: Lab;
/** Name of the witness's image on each datastore: a VM's disks lie where its image does. */
const images = new Map<string, string>();

beforeAll(async () => {
  lab = await buildLab({ hosts: 2, nas: true });
  nas = lab.nas!;
  images.set(SHARED, await provideWitness(lab.api, lab.shared));
  images.set(NAS, await provideWitness(lab.api, { datastore: NAS, folder: nas.folder }));
});
afterAll(() => lab?.close());

const hostId = (index: number): string => lab.hosts[index]!.id;

async function create(name: string, datastore: string): Promise<VmView> {
  const size = { memoryMiB: WITNESS_MEMORY_MIB, diskMiB: WITNESS_DISK_MIB, display: 'none' } as const;
  const asked = { ...size, image: images.get(datastore)!, host: 'h1', restart: 'never', start: true } as const;
  const { task, vm } = await lab.api.call('vm.create', { name, ...asked });
  await followTask(lab.api, task);
  return vm;
}

async function start(vm: VmView, host?: number, force = false): Promise<void> {
  const { task } = await lab.api.call('vm.start', { id: vm.id, force, ...(host !== undefined && { host: `h${host + 1}` }) });
  await followTask(lab.api, task);
}

async function kill(vm: VmView): Promise<void> {
  const { task } = await lab.api.call('vm.kill', { id: vm.id });
  await followTask(lab.api, task);
}

async function isSeen(vm: VmView, state: VmView['state'], host: number): Promise<void> {
  await eventually(async () => {
    const seen = await lab.api.call('vm.get', { id: vm.id });
    return seen.state === state && seen.hostId === hostId(host);
  }, WORK_MS);
}

const qemus = async (host: number, vm: VmView): Promise<number> => (await lab.hosts[host]!.machine.pidsOf(`${vm.id}`)).length;

describe.each([SHARED, NAS])('a VM on the datastore %s', (datastore) => {
  it('starts on another host than the one that ran it last, and back again', async () => {
    const vm = await create(`mover-${datastore}`, datastore);
    await isSeen(vm, 'running', 0);
    await kill(vm);
    await start(vm, 1);
    await isSeen(vm, 'running', 1);
    expect(await qemus(0, vm)).toBe(0);
    await kill(vm);
    await start(vm, 0);
    await isSeen(vm, 'running', 0);
    expect(await qemus(1, vm)).toBe(0);
    await kill(vm);
  });
});

describe('a VM of a host that is gone', () => {
  it('is refused elsewhere until somebody answers for its host, which then keeps nothing of it', async () => {
    const vm = await create('orphan', NAS);
    await isSeen(vm, 'running', 0);
    await lab.hosts[0]!.powerOff();
    await lab.hosts[0]!.isIn(lab.api, 'failed', WORK_MS);
    await expect(start(vm, 1)).rejects.toThrow(/in use by host h1/);
    await isSeen(vm, 'unknown', 0);
    await start(vm, 1, true);
    await isSeen(vm, 'running', 1);
    await lab.hosts[0]!.powerOn();
    await lab.hosts[0]!.isIn(lab.api, 'active', WORK_MS);
    await isSeen(vm, 'running', 1);
    await eventually(async () => (await qemus(0, vm)) === 0, WORK_MS);
    await kill(vm);
    await start(vm, 0);
    await isSeen(vm, 'running', 0);
    await kill(vm);
  });
});

describe('a host that runs its VM still, though somebody says that it is gone', () => {
  const cutOff = async (): Promise<void> => {
    const { number } = lab.hosts[0]!.machine;
    await lab.network.partition(
      'h1',
      [number],
      [lab.controller.machine.number, lab.hosts[1]!.machine.number, nas.machine.number],
    );
    await lab.hosts[0]!.isIn(lab.api, 'failed', WORK_MS);
  };
  const strangers = async (vm: VmView, datastore: string): Promise<number> => {
    const folder = datastore === NAS ? nas.folder : lab.shared.folder;
    return (await readWitness({ datastore, folder }, vm)).strangers;
  };

  it("keeps the disk in a shared folder by QEMU's own lock, which is named", async () => {
    const vm = await create('locked', SHARED);
    await isSeen(vm, 'running', 0);
    await cutOff();
    await expect(start(vm, 1)).rejects.toThrow(/in use by host h1/);
    await expect(start(vm, 1, true)).rejects.toThrow('in use by host h1: a QEMU that runs still has the lock on disk0');
    expect(await qemus(1, vm)).toBe(0);
    await lab.network.heal('h1');
    await lab.hosts[0]!.isIn(lab.api, 'active', WORK_MS);
    await isSeen(vm, 'running', 0);
    await kill(vm);
    expect(await strangers(vm, SHARED)).toBe(0);
  });

  it('loses the disk on the NAS, whose server takes no write of it any more', async () => {
    const vm = await create('fenced', NAS);
    await isSeen(vm, 'running', 0);
    await cutOff();
    await expect(start(vm, 1)).rejects.toThrow(/in use by host h1/);
    await start(vm, 1, true);
    await isSeen(vm, 'running', 1);
    await lab.network.heal('h1');
    await lab.hosts[0]!.isIn(lab.api, 'active', WORK_MS);
    await eventually(async () => (await qemus(0, vm)) === 0, WORK_MS);
    await isSeen(vm, 'running', 1);
    await kill(vm);
    expect(await strangers(vm, NAS)).toBe(0);
  });
});

describe('an NFS server that goes away', () => {
  it('holds up the guests that need it, and nothing else; they go on when it is back', async () => {
    // If it looked while it was cut off, it finds the datastore again with its next look.
    await eventually(async () => {
      const { inventory } = await lab.api.call('host.get', { id: hostId(0) });
      return inventory?.datastores.some(({ name }) => name === NAS);
    }, WORK_MS);
    const waiting = await create('waiting', NAS);
    const other = await create('other', SHARED);
    await nas.freeze();
    const asked = performance.now();
    await kill(other);
    await start(other);
    expect(performance.now() - asked).toBeLessThan(WORK_MS);
    const host = (await lab.api.call('host.list', { name: 'h1' })).items[0];
    expect(host?.state).toBe('active');
    await nas.thaw();
    await isSeen(waiting, 'running', 0);
    await isSeen(other, 'running', 0);
    await kill(waiting);
    await kill(other);
  });
});
