/** Where a VM starts whose datastore several hosts share: where it is, as long as it fits there; else on the best that reaches its disks. */
import type { Host } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';
import { asGeneration } from '@rapidvm/kernel';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppLab } from './app-lab.ts';
import { factsOf, GIB, hostNamed, now } from './world.ts';

const SHARED = { datastores: [{ name: 'local', id: 'nas', totalBytes: 100 * GIB, freeBytes: 50 * GIB }] };
const ROOM_MIB = 4096 + 256;

let lab: AppLab;
let version = 1;
const other = hostNamed('other');
beforeAll(async () => {
  lab = await AppLab.open();
  await lab.deps.database.transaction((stores) => stores.hosts.insert(other));
});
afterAll(() => lab.close());

const tells = (host: Host, memoryMiB = ROOM_MIB, datastores = SHARED.datastores) =>
  lab.app.ingest.facts(factsOf(host.id, { memoryMiB, datastores }, (version += 1)));
const hostOf = async (id: VmId) => (await lab.call('vm.get', { id })).hostName;
const start = async (id: VmId, more: { host?: string; force?: boolean } = {}) =>
  lab.ended((await lab.call('vm.start', { id, ...more })).task);

async function seen(host: Host, liveness: 'active' | 'failed'): Promise<void> {
  await lab.deps.database.transaction(async (stores) => {
    await stores.hosts.setSight(host.id, { liveness, since: now(), reason: 'a test says so', witnesses: [] });
    if (liveness === 'failed') await lab.app.ingest.hostUnseen(stores, host.id, 'its host is lost');
  });
}

let vms = 0;
/** A stopped VM whose disks were made on the first host. */
async function vmOnLab(memoryMiB = 512, running = false): Promise<VmId> {
  const asked = { name: `mover-${(vms += 1)}`, image: 'tiny', memoryMiB, host: 'lab', start: running } as const;
  const { task, vm } = await lab.call('vm.create', asked);
  await lab.ended(task);
  return vm.id as VmId;
}

beforeEach(async () => {
  await Promise.all([seen(lab.host, 'active'), tells(lab.host), tells(other)]);
});

describe('a VM on a shared datastore', () => {
  it('starts where it is, however empty another host may be', async () => {
    await vmOnLab(2048, true);
    const id = await vmOnLab();
    const { state, steps } = await start(id);
    expect(state).toBe('succeeded');
    // Nothing had to be brought anywhere.
    expect(steps.map(({ name }) => name)).toEqual(['take a place on a host', 'start it']);
    expect(await hostOf(id)).toBe('lab');
    expect(await lab.call('vm.explain', { id })).toMatchObject({
      decision: { operation: 'start', reason: 'it fits where it is' },
    });
  });

  it('starts on another when its own has no room or is in maintenance', async () => {
    const [large, small] = [await vmOnLab(4000), await vmOnLab()];
    expect(await start(large)).toMatchObject({ state: 'succeeded' });
    expect(await hostOf(large)).toBe('other');
    await lab.ended((await lab.call('vm.kill', { id: large })).task);
    await lab.call('host.enter-maintenance', { id: lab.host.id });
    expect(await start(small)).toMatchObject({ state: 'succeeded' });
    expect(await lab.call('vm.get', { id: small })).toMatchObject({ hostName: 'other', state: 'running' });
    await lab.call('host.leave-maintenance', { id: lab.host.id });
  });

  it('starts on another when its own is gone, and what it can’t be sure of its new host looks at', async () => {
    const id = await vmOnLab();
    await seen(lab.host, 'failed');
    expect(await lab.call('vm.get', { id })).toMatchObject({
      state: 'unknown',
      allowedActions: expect.arrayContaining([{ action: 'start', allowed: true }]),
    });
    expect(await start(id)).toMatchObject({ state: 'succeeded' });
    expect(await hostOf(id)).toBe('other');
    // Whether it runs where it was tells the claim on its disks, which is looked for before and by taking it up.
    expect(lab.agent.calls.slice(-3)).toEqual(['check', 'adopt', 'start']);
  });

  it('is wanted on as before when its new host finds that it may still run', async () => {
    const id = await vmOnLab(512, true);
    lab.agent.claimed.add(id);
    await seen(lab.host, 'failed');
    expect(await start(id)).toMatchObject({ state: 'failed', error: { code: 'in-use' } });
    lab.agent.claimed.clear();
    expect((await lab.read.vms.get(id))?.intent).toMatchObject({ hostId: lab.host.id, desiredPower: 'on' });
    expect(await lab.call('vm.explain', { id })).toMatchObject({
      hostName: 'lab',
      decision: { hostName: 'lab', reason: 'it is where it was before: its way to other was undone', fitting: 0 },
    });
  });

  it('is refused by force too where there is no room for it, at once', async () => {
    const id = await vmOnLab(1024, true);
    await tells(other, 256 + 128);
    await seen(lab.host, 'failed');
    await expect(lab.call('vm.start', { id, host: 'other', force: true })).rejects.toMatchObject({
      code: 'no-host-fits',
      details: { refusals: expect.arrayContaining([expect.objectContaining({ host: 'other', code: 'memory' })]) },
    });
  });

  it('is not started where the datastore of that name is another', async () => {
    const id = await vmOnLab();
    await tells(other, ROOM_MIB, [{ ...SHARED.datastores[0]!, id: 'another' }]);
    await expect(lab.call('vm.start', { id, host: 'other' })).rejects.toMatchObject({
      code: 'no-host-fits',
      details: { refusals: expect.arrayContaining([expect.objectContaining({ host: 'other', code: 'disks-elsewhere' })]) },
    });
    expect((await lab.read.vms.get(id))?.intent).toMatchObject({ desiredPower: 'off', generation: asGeneration(2) });
  });
});
