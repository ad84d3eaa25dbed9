/** What is asked of VMs while the storage of some of them hangs: real controller, agents, guests, and an NFS server that answers nothing. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TaskView, VmView } from '@rapidvm/operations';
import { eventually } from '@rapidvm/testing';
import { followTask } from '../../scripts/launcher/follow-task.ts';
import { provideWitness, WITNESS_DISK_MIB, WITNESS_MEMORY_MIB } from './guests.ts';
import { SHARED } from './host-machine.ts';
import { buildLab, NAS, type Lab } from './lab.ts';
import type { NfsMachine } from './nfs-machine.ts';

const WORK_MS = 90_000;
/** Milliseconds for what needs nothing of the NAS, on a busy machine: less than anything that waits for it takes to give up. */
const PROMPT_MS = 15_000;

let nas: NfsMachine;
let lab: Lab;
const images = new Map<string, string>();

beforeAll(async () => {
  lab = await buildLab({ hosts: 2, nas: true });
  nas = lab.nas!;
  images.set(SHARED, await provideWitness(lab.api, lab.shared));
  images.set(NAS, await provideWitness(lab.api, { datastore: NAS, folder: nas.folder }));
});
afterAll(() => lab?.close());

const ask = async (name: string, datastore: string, start: boolean) => {
  const size = { memoryMiB: WITNESS_MEMORY_MIB, diskMiB: WITNESS_DISK_MIB, display: 'none' } as const;
  return lab.api.call('vm.create', { name, ...size, image: images.get(datastore)!, host: 'h1', restart: 'never', start });
};

async function create(name: string, datastore: string, start: boolean): Promise<VmView> {
  const { task, vm } = await ask(name, datastore, start);
  await followTask(lab.api, task);
  return vm;
}

async function done(operation: 'vm.start' | 'vm.kill' | 'vm.delete', vm: VmView): Promise<void> {
  const { task } = await lab.api.call(operation, { id: vm.id });
  await followTask(lab.api, task);
}

const ended = (task: TaskView): Promise<TaskView> =>
  eventually(async () => {
    const seen = await lab.api.call('task.get', { id: task.id });
    return seen.endedAt === null ? undefined : seen;
  }, WORK_MS);

async function prompt<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await work();
  expect(performance.now() - begun, what).toBeLessThan(PROMPT_MS);
  return result;
}

const states = async (): Promise<Record<string, string>> =>
  Object.fromEntries((await lab.api.call('vm.list', {})).items.map(({ name, state }) => [name, state]));

it('what hangs is named, all else goes on, and nothing is left half done', async () => {
  const [off, doomed] = [await create('off', NAS, false), await create('doomed', NAS, false)];
  const [running, other] = [await create('running', NAS, true), await create('other', SHARED, false)];
  await nas.freeze();
  const { task: making } = await ask('half', NAS, false);
  const { task: starting } = await lab.api.call('vm.start', { id: off.id });
  const { task: deleting } = await lab.api.call('vm.delete', { id: doomed.id });
  await prompt('a list', states);
  await prompt('a start elsewhere', () => done('vm.start', other));
  await prompt('a VM made, started, killed and deleted elsewhere', async () => {
    const vm = await create('quick', SHARED, true);
    await done('vm.kill', vm);
    await done('vm.delete', vm);
  });
  for (const task of [starting, deleting]) {
    const { error } = await ended(task);
    expect(error).toMatchObject({ code: 'storage-failed', message: expect.stringMatching(/^Datastore nas failed .*no answer/) });
  }
  await prompt('a kill of what runs there', () => done('vm.kill', running));
  await nas.thaw();
  expect(await ended(making)).toMatchObject({ state: 'failed', error: { code: 'storage-failed' } });
  expect(await states()).toEqual({ off: 'stopped', doomed: 'stopped', running: 'stopped', other: 'running' });
  await done('vm.start', off);
  await done('vm.start', running);
  for (const vm of [off, running, other]) await done('vm.kill', vm);
  for (const vm of [off, running, other, doomed, await create('half', NAS, false)]) await done('vm.delete', vm);
  expect(await readdir(join(nas.folder, 'vms'))).toEqual([]);
});
