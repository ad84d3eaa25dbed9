/** A machine with a copy of a host's disk, as a cloned SD card makes it, while the host runs a VM on storage that both reach. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VmView } from '@rapidvm/operations';
import { eventually } from '@rapidvm/testing';
import { followTask } from '../../scripts/launcher/follow-task.ts';
import { provideWitness, readWitness, WITNESS_DISK_MIB, WITNESS_MEMORY_MIB, type Place } from './guests.ts';
import { HostMachine } from './host-machine.ts';
import { buildLab, NAS, type Lab } from './lab.ts';
import { Machine } from './machine.ts';

/** Milliseconds for guests to start under emulation, and for a host to be seen, on a busy machine. */
const WORK_MS = 90_000;

let lab: Lab;
let place: Place;
let copy: HostMachine;
let vm: VmView;

beforeAll(async () => {
  lab = await buildLab({ hosts: 2, nas: true });
  place = { datastore: NAS, folder: lab.nas!.folder };
  const image = await provideWitness(lab.api, place);
  const size = { memoryMiB: WITNESS_MEMORY_MIB, diskMiB: WITNESS_DISK_MIB, display: 'none' } as const;
  const made = await lab.api.call('vm.create', { name: 'only', ...size, image, host: 'h1', restart: 'always', start: true });
  await followTask(lab.api, made.task);
  vm = made.vm;
  copy = new HostMachine(new Machine('copy', 25, lab.network), 'x86_64');
  await copy.bootMachine();
  await copy.copyDiskOf(lab.hosts[0]!, { [NAS]: lab.nas!.url });
});
afterAll(async () => {
  await copy?.machine.scrap();
  await lab?.close();
});

const view = () => lab.api.call('vm.get', { id: vm.id });
const qemus = async ({ machine }: HostMachine) => (await machine.pidsOf(vm.id)).length;

async function runsOnItsHost(): Promise<void> {
  await eventually(async () => expect(await view()).toMatchObject({ state: 'running', hostName: 'h1' }), WORK_MS);
  await eventually(async () => (await qemus(lab.hosts[0]!)) === 1, WORK_MS);
}

describe('a copy of a host', () => {
  it('is refused by name, and touches neither the VM of the host nor its claim on the disks', async () => {
    await copy.startAgent();
    const { refusal, vmsTakenUp } = await eventually(async () => {
      const status = await copy.status();
      return status?.refusal ? status : null;
    }, WORK_MS);
    expect(refusal).toMatchObject({ code: 'already-running', message: expect.stringContaining('identity of h1') });
    expect(vmsTakenUp).toBe(false);
    expect(await qemus(copy)).toBe(0);
    await runsOnItsHost();
    // Its claim is what keeps every other host from starting the VM when h1 can't be seen.
    await lab.hosts[0]!.powerOff();
    await lab.hosts[0]!.isIn(lab.api, 'failed', WORK_MS);
    const { task } = await lab.api.call('vm.start', { id: vm.id, host: 'h2' });
    await expect(followTask(lab.api, task)).rejects.toThrow(/in use by host h1/);
  });

  it('is refused as long as the host is there; that one starts its VM again when it has booted, and no disk was written by two', async () => {
    await copy.machine.powerOff();
    await lab.hosts[0]!.powerOn();
    await lab.hosts[0]!.isIn(lab.api, 'active', WORK_MS);
    await runsOnItsHost();
    await copy.bootMachine();
    await copy.startAgent();
    await eventually(async () => expect((await copy.status())?.refusal?.code).toBe('already-running'), WORK_MS);
    expect(await qemus(copy)).toBe(0);
    await eventually(async () => (await readWitness(place, vm)).boots === 2, WORK_MS);
    await followTask(lab.api, (await lab.api.call('vm.kill', { id: vm.id })).task);
    expect(await readWitness(place, vm)).toMatchObject({ boots: 2, strangers: 0 });
  });
});
