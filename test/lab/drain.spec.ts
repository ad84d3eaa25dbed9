/** Emptying a host of a cluster with a NAS: real controller, agents and guests; and its plug pulled in the middle. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TaskView, VmView } from '@rapidvm/operations';
import { eventually } from '@rapidvm/testing';
import { followTask } from '../../scripts/launcher/follow-task.ts';
import { provideWitness, putWitness, readWitness, WITNESS_DISK_MIB, WITNESS_MEMORY_MIB } from './guests.ts';
import { buildLab, NAS, type Lab } from './lab.ts';

/** Milliseconds for guests to end and start under emulation, and for a host to be missed, on a busy machine. */
const WORK_MS = 90_000;
const GUESTS = ['one', 'two', 'three'] as const;

let lab: Lab;
let image: string;
let local: string;

beforeAll(async () => {
  lab = await buildLab({ hosts: 3, nas: true });
  image = await provideWitness(lab.api, { datastore: NAS, folder: lab.nas!.folder });
  for (const { local: place } of lab.hosts) await putWitness(place);
  local = await provideWitness(lab.api, lab.hosts[0]!.local);
});
afterAll(() => lab?.close());

async function create(name: string, from: string): Promise<VmView> {
  const size = { memoryMiB: WITNESS_MEMORY_MIB, diskMiB: WITNESS_DISK_MIB, display: 'none' } as const;
  const { task, vm } = await lab.api.call('vm.create', { name, ...size, image: from, host: 'h1', restart: 'never', start: true });
  await followTask(lab.api, task);
  return vm;
}

const view = (vm: VmView) => lab.api.call('vm.get', { id: vm.id });
const host = (index: number) => lab.api.call('host.get', { id: lab.hosts[index]!.id });
const qemus = async (index: number, vm: VmView) => (await lab.hosts[index]!.machine.pidsOf(vm.id)).length;

async function drain(index: number): Promise<TaskView> {
  return (await lab.api.call('host.drain', { id: lab.hosts[index]!.id, graceSeconds: 20 })).task;
}

async function ended(task: TaskView): Promise<TaskView> {
  return eventually(async () => {
    const now = await lab.api.call('task.get', { id: task.id });
    return now.endedAt === null ? null : now;
  }, WORK_MS * 2);
}

async function end(vms: readonly VmView[]): Promise<void> {
  for (const vm of vms) {
    if ((await view(vm)).state === 'running') await followTask(lab.api, (await lab.api.call('vm.stop', { id: vm.id })).task);
  }
}

/**
 * Ends them. No disk was ever written by two, and each guest that was moved was shut down and booted again. One that was started a moment ago has to
 * come to its first word before.
 */
async function endedWell(vms: readonly VmView[], boots: number): Promise<void> {
  const written = (vm: VmView) => readWitness({ datastore: NAS, folder: lab.nas!.folder }, vm);
  for (const vm of vms) await eventually(async () => (await written(vm)).beats > 0, WORK_MS);
  await end(vms);
  for (const vm of vms) expect(await written(vm), vm.name).toMatchObject({ boots, strangers: 0 });
}

describe('a drain', () => {
  it('has three guests on a NAS run on elsewhere, and names the one that is bound to the host', async () => {
    const bound = await create('bound', local);
    const vms: VmView[] = [];
    for (const name of GUESTS) vms.push(await create(`guest-${name}`, image));
    const partly = await ended(await drain(0));
    expect(partly).toMatchObject({
      state: 'failed',
      error: {
        code: 'drain-incomplete',
        details: { host: 'h1', moved: 3, vms: 1, stayed: [{ vm: 'bound', code: 'no-host-fits' }] },
      },
    });
    for (const vm of vms) {
      const { state, hostName } = await view(vm);
      expect([state, ['h2', 'h3'].includes(hostName ?? '')], vm.name).toEqual(['running', true]);
      expect(await qemus(0, vm)).toBe(0);
    }
    expect(await view(bound)).toMatchObject({ state: 'running', hostName: 'h1' });
    expect(await qemus(0, bound)).toBe(1);
    expect((await host(0)).state).toBe('maintenance');
    await end([bound]);
    expect(await ended(await drain(0))).toMatchObject({ state: 'succeeded' });
    await lab.api.call('host.leave-maintenance', { id: lab.hosts[0]!.id });
    expect((await host(0)).state).toBe('active');
    await endedWell(vms, 2);
  });
});

describe('a host whose plug is pulled in the middle of its drain', () => {
  it('leaves those that had moved running, and of the others nobody says that they are gone or starts them twice', async () => {
    const vms: VmView[] = [];
    for (const name of GUESTS) vms.push(await create(`plug-${name}`, image));
    const task = await drain(0);
    await eventually(async () => (await lab.api.call('task.get', { id: task.id })).message.includes('(1 of '), WORK_MS);
    await lab.hosts[0]!.powerOff();
    const left = await ended(task);
    expect(left).toMatchObject({ state: 'failed', error: { code: 'drain-incomplete', details: { host: 'h1' } } });
    const seen = await Promise.all(vms.map(view));
    const moved = seen.filter(({ hostName }) => hostName !== 'h1');
    expect(moved.length).toBeGreaterThanOrEqual(1);
    for (const { name, state, hostName } of seen)
      expect([name, state]).toEqual([name, hostName === 'h1' ? 'unknown' : 'running']);
    await lab.hosts[0]!.powerOn();
    await eventually(async () => (await host(0)).state === 'maintenance', WORK_MS);
    await eventually(async () => (await Promise.all(vms.map(view))).every(({ state }) => state !== 'unknown'), WORK_MS);
    // Whatever did not run any more starts where there is room for it: its own host takes nobody.
    for (const vm of vms) {
      if ((await view(vm)).state === 'running') continue;
      await followTask(lab.api, (await lab.api.call('vm.start', { id: vm.id })).task);
      expect((await view(vm)).hostName).not.toBe('h1');
    }
    await endedWell(vms, 2);
  });
});
