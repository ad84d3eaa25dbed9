/** Emptying a host: what moves, what stays and why, and how it is taken back. */
import type { Host } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';
import { eventually } from '@rapidvm/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppLab } from './app-lab.ts';
import { factsOf, GIB, hostNamed, imageNamed, now } from './world.ts';

const store = (name: string, id: string | null) => ({ name, id, totalBytes: 100 * GIB, freeBytes: 50 * GIB });
const DATASTORES = [store('local', 'nas'), store('own', null)];

/** For several moves, of a second or two each, on a busy machine. */
const DRAIN_MS = 90_000;

let lab: AppLab;
let version = 1;
let vms = 0;
const other = hostNamed('other');
beforeAll(async () => {
  lab = await AppLab.open();
  await lab.deps.database.transaction(async (stores) => {
    await stores.hosts.insert(other);
    await stores.images.insert(imageNamed('on-its-own-disk', { datastore: 'own' }));
  });
});
afterAll(() => lab.close());

const tells = (host: Host, memoryMiB: number) =>
  lab.app.ingest.facts(factsOf(host.id, { memoryMiB: memoryMiB + 256, datastores: DATASTORES }, (version += 1)));
const drain = async (host = lab.host) => (await lab.call('host.drain', { id: host.id, graceSeconds: 5 })).task;
const modeOf = async (host = lab.host) => (await lab.call('host.get', { id: host.id })).mode;
const view = (id: VmId) => lab.call('vm.get', { id });

async function vm(start = true, image = 'tiny', memoryMiB = 256): Promise<VmId> {
  const name = `guest-${(vms += 1)}`;
  const { task, vm: made } = await lab.call('vm.create', { name, image, memoryMiB, host: 'lab', start });
  expect(await lab.ended(task)).toMatchObject({ state: 'succeeded' });
  return made.id as VmId;
}

async function clear(): Promise<void> {
  const { items } = await lab.call('vm.list', { limit: 100 });
  for (const { id, state } of items) {
    if (state === 'running') await lab.ended((await lab.call('vm.kill', { id })).task);
    await lab.ended((await lab.call('vm.delete', { id })).task);
  }
  if ((await modeOf()) === 'maintenance') await lab.call('host.leave-maintenance', { id: lab.host.id });
}

beforeEach(async () => {
  await clear();
  await Promise.all([tells(lab.host, 4096), tells(other, 4096)]);
});

describe('a drain', () => {
  it('moves each VM and has those that ran run on, then the host is in maintenance, and comes back when it is told', async () => {
    const running = [await vm(), await vm(), await vm()];
    const off = await vm(false);
    expect((await lab.ended(await drain(), DRAIN_MS)).state).toBe('succeeded');
    for (const id of running) expect(await view(id)).toMatchObject({ hostName: 'other', state: 'running', desiredPower: 'on' });
    expect(await view(off)).toMatchObject({ hostName: 'other', state: 'stopped', desiredPower: 'off' });
    expect(await lab.call('vm.explain', { id: running[0]! })).toMatchObject({
      decision: { operation: 'move', hostName: 'other' },
    });
    const empty = await lab.call('host.get', { id: lab.host.id });
    expect(empty).toMatchObject({ state: 'maintenance', vmCount: 0, reason: 'by admin' });
    expect(empty.allowedActions).toContainEqual({ action: 'remove', allowed: true });
    await lab.call('host.leave-maintenance', { id: lab.host.id });
    expect(await modeOf()).toBe('in-service');
  }, 120_000);

  it('leaves a VM running that can’t go, names it with what would let it go, and keeps what has moved', async () => {
    const [mobile, bound] = [await vm(), await vm(true, 'on-its-own-disk')];
    const stops = lab.agent.calls.filter((call) => call === 'stop').length;
    const name = (await view(bound)).name;
    const ended = await lab.ended(await drain(), DRAIN_MS);
    expect(ended).toMatchObject({
      state: 'failed',
      error: {
        code: 'drain-incomplete',
        details: { host: 'lab', moved: 1, vms: 1, stayed: [{ vm: name, code: 'no-host-fits' }] },
      },
      steps: [{ state: 'done' }, { state: 'done' }, { state: 'done' }, { state: 'failed' }],
    });
    expect(ended.message).toContain('the disks are reached through lab only');
    expect(await view(bound)).toMatchObject({ hostName: 'lab', state: 'running' });
    expect(await view(mobile)).toMatchObject({ hostName: 'other', state: 'running' });
    expect(lab.agent.calls.filter((call) => call === 'stop').length).toBe(stops + 1);
    expect(await modeOf()).toBe('maintenance');
  }, 120_000);

  it('shuts nothing down for which there is no room elsewhere, and moves it when there is', async () => {
    await tells(other, 128);
    const id = await vm();
    expect(await lab.ended(await drain(), DRAIN_MS)).toMatchObject({
      error: { code: 'drain-incomplete', details: { stayed: [{ change: expect.stringMatching(/other/) }] } },
    });
    expect(await view(id)).toMatchObject({ hostName: 'lab', state: 'running' });
    await tells(other, 4096);
    expect(await lab.ended(await drain(), DRAIN_MS)).toMatchObject({ state: 'succeeded' });
    expect(await view(id)).toMatchObject({ hostName: 'other', state: 'running' });
  }, 120_000);

  it('counts each VM once, also the one that is on its new host and not started yet', async () => {
    for (let made = 0; made < 3; made += 1) await vm();
    const gate = Promise.withResolvers<void>();
    lab.agent.startGate = gate.promise;
    const task = await drain();
    const message = await eventually(async () => {
      const { message } = await lab.call('task.get', { id: task.id });
      return message.includes('Starting it on other') && message;
    });
    gate.resolve();
    expect(message).toMatch(/\(0 of 3 done\)$/);
    expect((await lab.ended(task, DRAIN_MS)).state).toBe('succeeded');
  }, 120_000);

  it('that is cancelled ends with the VM under way, and the host is in service again', async () => {
    const ids = [await vm(), await vm()];
    const gate = Promise.withResolvers<void>();
    lab.agent.stopGate = gate.promise;
    const task = await drain();
    const under = await eventually(async () => (await lab.call('task.get', { id: task.id })).message.match(/Moving (\S+):/)?.[1]);
    await lab.call('task.cancel', { id: task.id });
    gate.resolve();
    const ended = await lab.ended(task, DRAIN_MS);
    expect(ended).toMatchObject({ state: 'cancelled', message: expect.stringContaining(`staying there: ${under}`) });
    const views = await Promise.all(ids.map(view));
    expect(views.map(({ state }) => state)).toEqual(['running', 'running']);
    expect(views.filter(({ hostName }) => hostName === 'other').map(({ name }) => name)).toEqual([under]);
    expect(await modeOf()).toBe('in-service');
  }, 120_000);

  it('waits for the tasks of others, and begins none on a VM that has one', async () => {
    const id = await vm();
    const gate = Promise.withResolvers<void>();
    lab.agent.stopGate = gate.promise;
    const { task: stop } = await lab.call('vm.stop', { id });
    const task = await drain();
    await eventually(async () => (await lab.call('task.get', { id: task.id })).message.startsWith('Waiting for'));
    gate.resolve();
    await lab.ended(stop);
    expect(await lab.ended(task, DRAIN_MS)).toMatchObject({ state: 'succeeded' });
    expect(await view(id)).toMatchObject({ hostName: 'other', state: 'stopped' });
  }, 120_000);

  it('of a host that is lost in the middle ends with what is left there, and nothing is reported gone', async () => {
    const ids = [await vm(), await vm()];
    const gate = Promise.withResolvers<void>();
    lab.agent.stopGate = gate.promise;
    const task = await drain();
    await eventually(() => lab.agent.calls.at(-1) === 'stop');
    lab.agent.lost.add(lab.host.id);
    const sight = { since: now(), reason: null, witnesses: [] };
    await lab.deps.database.transaction(async (stores) => {
      await stores.hosts.setSight(lab.host.id, { liveness: 'failed', ...sight });
      await lab.app.ingest.hostUnseen(stores, lab.host.id, 'its plug was pulled');
    });
    gate.resolve();
    const ended = await lab.ended(task, DRAIN_MS);
    expect(ended).toMatchObject({ state: 'failed', error: { code: 'drain-incomplete', details: { moved: 0, vms: 2 } } });
    for (const id of ids) expect(await view(id)).toMatchObject({ state: 'unknown', hostName: 'lab' });
    expect(await modeOf()).toBe('maintenance');
    lab.agent.lost.clear();
    await lab.deps.database.transaction((stores) => stores.hosts.setSight(lab.host.id, { liveness: 'active', ...sight }));
    for (const { vmId } of await lab.agent.list()) await lab.tell(await lab.agent.happens(vmId));
    for (const id of ids) expect((await view(id)).state).not.toBe('unknown');
  }, 120_000);

  it('is refused where it can’t be done, with the reason that the host’s actions show', async () => {
    const lost = hostNamed('lost', {}, 'failed');
    await lab.deps.database.transaction((stores) => stores.hosts.insert(lost));
    const { allowedActions } = await lab.call('host.get', { id: lost.id });
    const verdict = allowedActions.find(({ action }) => action === 'drain');
    expect(verdict).toMatchObject({ allowed: false, code: 'host-unreachable', hint: expect.stringContaining('Bring it back') });
    await expect(lab.call('host.drain', { id: lost.id })).rejects.toMatchObject({
      code: 'host-unreachable',
      hint: verdict?.hint,
    });
    await expect(lab.call('host.drain', { id: lab.host.id }, 'operator')).rejects.toMatchObject({ code: 'not-permitted' });
  });
});
