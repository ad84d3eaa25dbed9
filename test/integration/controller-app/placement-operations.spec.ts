/** Where VMs go as users see it: the best host of the right architecture, the reasons, what people may say of hosts. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppLab } from './app-lab.ts';
import { factsOf, hostNamed, imageNamed } from './world.ts';

let lab: AppLab;
const arm = hostNamed('arm');
const small = hostNamed('small');
beforeAll(async () => {
  lab = await AppLab.open();
  await lab.deps.database.transaction(async (stores) => {
    await stores.hosts.insert({ ...arm, facts: factsOf(arm.id, { architecture: 'aarch64' }) });
    await stores.hosts.insert({ ...small, facts: factsOf(small.id, { memoryMiB: 512 + 256 }) });
    await stores.images.insert(imageNamed('arm-image', { architecture: 'aarch64' }));
  });
});
afterAll(() => lab.close());

it('a VM lands on a host of its architecture, with its capacity taken while it runs', async () => {
  const { task, vm } = await lab.call('vm.create', { name: 'arm-vm', image: 'arm-image', memoryMiB: 256, start: true });
  expect(await lab.ended(task)).toMatchObject({ state: 'succeeded' });
  expect(await lab.call('vm.get', { id: vm.id })).toMatchObject({ hostName: 'arm', state: 'running' });
  expect(await lab.call('host.get', { id: arm.id })).toMatchObject({ capacity: { memoryMiB: { used: 256, inFlight: 0 } } });
  await lab.ended((await lab.call('vm.kill', { id: vm.id })).task);
  expect(await lab.call('host.get', { id: arm.id })).toMatchObject({ capacity: { memoryMiB: { used: 0 } } });
});

it('explains why a VM is where it is, and of each other host why not and what would make it fit', async () => {
  const id = await lab.vm('explained');
  const explained = await lab.call('vm.explain', { id });
  const home = explained.hostName;
  expect(explained).toMatchObject({
    vmName: 'explained',
    decision: { operation: 'create', hostName: home, fitting: 2, refusedByCode: { architecture: 1 } },
    holds: null,
    fitting: 1,
    hostCount: 3,
  });
  const [first, ...others] = explained.hosts;
  expect(first).toMatchObject({ hostName: home, isCurrent: true, fits: true, obstacles: [] });
  expect(first?.score).toBeGreaterThan(0);
  expect(others.find(({ hostName }) => hostName === 'arm')?.obstacles).toMatchObject([
    { code: 'architecture', change: 'use an image for aarch64' },
    { code: 'disks-elsewhere', reason: `the disks are reached through ${home} only` },
  ]);
});

it('a wish that nobody can keep is refused with the nearest change, which then makes it fit', async () => {
  const wish = { name: 'picky', image: 'tiny', memoryMiB: 600, onHosts: ['disk=ssd'], notOnHosts: ['host=lab'] };
  await expect(lab.call('vm.create', wish)).rejects.toMatchObject({
    code: 'no-host-fits',
    hint: expect.stringContaining('give it the label disk=ssd'),
    details: { hosts: 3 },
  });
  const labelled = await lab.call('host.set-placement', { id: small.id, labels: { disk: 'ssd' }, rack: 'shelf' });
  expect(labelled.placement).toEqual({ labels: { disk: 'ssd' }, rack: 'shelf', memoryRatio: null, cpuRatio: null });
  await expect(lab.call('vm.create', wish)).rejects.toMatchObject({
    details: {
      refusals: expect.arrayContaining([expect.objectContaining({ host: 'small', change: 'reduce memory to 512 MiB' })]),
    },
  });
  await lab.call('host.set-placement', { id: small.id, memoryRatio: 1.2 });
  const { task, vm } = await lab.call('vm.create', wish);
  expect(await lab.ended(task)).toMatchObject({ state: 'succeeded' });
  expect(await lab.call('vm.get', { id: vm.id })).toMatchObject({ hostName: 'small' });
  expect((await lab.call('vm.explain', { id: vm.id })).wishes.rules).toMatchObject([
    { about: 'hosts', wish: 'with', selector: 'disk=ssd' },
    { about: 'hosts', wish: 'without', selector: 'host=lab' },
  ]);
});

it('what hosts promise that say nothing else is one setting for all', async () => {
  const before = await lab.call('placement.get', {});
  expect(before).toEqual({ memoryRatio: 1, cpuRatio: 16, reservedMemoryMiB: 256 });
  expect(await lab.call('placement.set', { cpuRatio: 4 })).toEqual({ ...before, cpuRatio: 4 });
  expect(await lab.call('placement.get', {})).toMatchObject({ cpuRatio: 4 });
  const own = lab.call('host.set-placement', { id: small.id, labels: { arch: 'mips' } });
  await expect(own).rejects.toMatchObject({ code: 'invalid-input', details: { issues: [{ field: 'labels', value: 'arch' }] } });
});
