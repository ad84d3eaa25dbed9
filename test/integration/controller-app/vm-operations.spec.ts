import type { VmId } from '@rapidvm/kernel';
import { asId, NO_GENERATION } from '@rapidvm/kernel';
import { eventually } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppLab } from './app-lab.ts';
import { factsOf, hostNamed, imageNamed } from './world.ts';

let lab: AppLab;
beforeAll(async () => {
  lab = await AppLab.open();
});
afterAll(() => lab.close());

const coded = (code: string, details: object = {}): unknown =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });

describe('creating a VM', () => {
  it('answers with the task at once, and brings it to life with everything decided', async () => {
    const { task, vm } = await lab.call('vm.create', { name: 'hello', image: 'tiny', start: true, labels: { env: 'test' } });
    expect(task).toMatchObject({ kind: 'vm.create', subject: { id: vm.id, name: 'hello' }, requestedBy: 'admin' });
    expect(vm).toMatchObject({ state: 'created', hostId: null, datastore: 'local', imageName: 'tiny', activeTaskId: task.id });
    expect(vm.nics[0]?.mac).toMatch(/^52:54:00(:[0-9a-f]{2}){3}$/);
    expect(await lab.ended(task)).toMatchObject({ state: 'succeeded', progress: 1 });
    expect(await lab.call('vm.get', { id: vm.id })).toMatchObject({
      state: 'running',
      hostName: 'lab',
      desiredPower: 'on',
      activeTaskId: null,
    });
    expect(await lab.events(vm.id)).toEqual(['vm.created', 'vm.placed', 'created→stopped', 'stopped→running']);
  });

  it('leaves it off where nobody asked to start it, and says no more than that', async () => {
    const { task, vm } = await lab.call('vm.create', { name: 'later', image: 'tiny' });
    const { steps } = await lab.ended(task);
    expect(steps.map(({ name, state }) => [name, state])).toEqual([
      ['take a place on a host', 'done'],
      ['make its disks', 'done'],
    ]);
    const { items } = await lab.call('event.list', { subjectId: vm.id });
    expect(items.find(({ kind }) => kind === 'vm.state-changed')?.message).toBe('later is ready, and off');
    await lab.ended((await lab.call('vm.delete', { id: vm.id })).task);
  });

  it('refuses at once what can’t be, with the code and the reason for every host', async () => {
    const far = hostNamed('far', {}, 'failed');
    await lab.deps.database.transaction((stores) => stores.hosts.insert(far));
    await expect(lab.call('vm.create', { name: 'hello', image: 'tiny' })).rejects.toEqual(coded('already-exists'));
    await expect(lab.call('vm.create', { name: 'a', image: 'none' })).rejects.toEqual(coded('not-found', { kind: 'image' }));
    await expect(lab.call('vm.create', { name: 'a', image: 'tiny', network: 'none' })).rejects.toEqual(
      coded('not-found', { kind: 'network' }),
    );
    await expect(lab.call('vm.create', { name: 'a', image: 'tiny', diskMiB: 1 })).rejects.toEqual(coded('invalid-input'));
    const tooBig = lab.call('vm.create', { name: 'a', image: 'tiny', memoryMiB: 1024 * 1024 });
    await expect(tooBig).rejects.toMatchObject({
      code: 'no-host-fits',
      details: {
        refusals: [
          { host: 'lab', code: 'memory', change: 'reduce memory to 1048320 MiB' },
          { host: 'far', code: 'host-state', reason: 'it is failed', change: 'bring it back' },
        ],
        hosts: 2,
      },
    });
    expect(await lab.read.vms.findByName('a')).toBeNull();
    expect((await lab.call('audit.list', { limit: 1 })).items[0]).toMatchObject({
      operation: 'vm.create',
      outcome: 'refused',
      actor: 'admin',
      from: '192.0.2.1',
    });
  });

  it('leaves nothing behind when it fails on the host, and the task says why', async () => {
    const host = hostNamed('broken');
    await lab.deps.database.transaction((stores) => stores.hosts.insert(host));
    lab.agent.lost.add(host.id);
    const { task, vm } = await lab.call('vm.create', { name: 'unlucky', image: 'tiny', host: 'broken' });
    expect(await lab.ended(task)).toMatchObject({ state: 'failed', error: { code: 'host-unreachable' } });
    expect(await lab.read.vms.get(asId<VmId>(vm.id))).toBeNull();
    await lab.deps.database.transaction((stores) => stores.hosts.delete(host.id));
  });

  it('answers a repeat with the same key as before, and refuses the key for another request', async () => {
    const context = { idempotencyKey: 'key-1' };
    const one = await lab.call('vm.create', { name: 'once', image: 'tiny' }, context);
    const again = await lab.call('vm.create', { image: 'tiny', name: 'once' }, context);
    expect(again).toEqual(one);
    await expect(lab.call('vm.create', { name: 'twice', image: 'tiny' }, context)).rejects.toEqual(coded('idempotency-mismatch'));
    // All at once: each is answered, and with the same VM, though its name is taken for all but the first.
    const all = await Promise.all(
      Array.from({ length: 5 }, () => lab.call('vm.create', { name: 'race', image: 'tiny' }, { idempotencyKey: 'key-2' })),
    );
    expect(new Set(all.map(({ vm, task }) => `${vm.id} ${task.id}`)).size).toBe(1);
    await Promise.all([one.task, all[0]!.task].map((task) => lab.ended(task)));
  });
});

describe('the power of a VM', () => {
  it('is switched on and off by tasks; what can’t be now is refused with what would have to be', async () => {
    const id = await lab.vm('switch');
    await expect(lab.call('vm.stop', { id })).rejects.toEqual(coded('wrong-state', { state: 'stopped', action: 'stop' }));
    expect(await lab.ended((await lab.call('vm.start', { id }, 'operator')).task)).toMatchObject({ state: 'succeeded' });
    expect(await lab.state(id)).toBe('running');
    await expect(lab.call('vm.delete', { id })).rejects.toEqual(coded('wrong-state'));
    expect(await lab.ended((await lab.call('vm.stop', { id })).task)).toMatchObject({ state: 'succeeded' });
    expect(await lab.call('vm.get', { id })).toMatchObject({ state: 'stopped', desiredPower: 'off' });
    expect(await lab.ended((await lab.call('vm.delete', { id })).task)).toMatchObject({ state: 'succeeded' });
    await expect(lab.call('vm.get', { id })).rejects.toEqual(coded('not-found'));
    expect(await lab.agent.find(id)).toBeNull();
  });

  it('shows in the allowed actions the very refusals that the operations give', async () => {
    const id = await lab.vm('verdicts');
    const asViewer = await lab.call('vm.get', { id }, 'viewer');
    expect(asViewer.allowedActions.every(({ allowed, code }) => !allowed && code === 'not-permitted')).toBe(true);
    const stop = (await lab.call('vm.get', { id })).allowedActions.find(({ action }) => action === 'stop');
    await expect(lab.call('vm.stop', { id })).rejects.toMatchObject({
      code: stop?.code,
      message: stop?.reason,
      hint: stop?.hint,
    });
  });

  it('lets a kill overtake a stop that waits for its guest', async () => {
    const id = await lab.vm('stubborn', true);
    const gate = Promise.withResolvers<void>();
    lab.agent.stopGate = gate.promise;
    const { task: stop } = await lab.call('vm.stop', { id, graceSeconds: 3600 });
    await eventually(() => lab.agent.calls.includes('stop'));
    const { task: kill } = await lab.call('vm.kill', { id });
    expect(await lab.ended(kill)).toMatchObject({ state: 'succeeded' });
    expect(await lab.ended(stop)).toMatchObject({ state: 'cancelled' });
    expect(await lab.state(id)).toBe('stopped');
    gate.resolve();
  });

  it('wants a VM as before that could not be killed', async () => {
    const id = await lab.vm('unkillable', true);
    lab.agent.unkillable.add(asId<VmId>(id));
    const { task } = await lab.call('vm.kill', { id });
    expect(await lab.ended(task)).toMatchObject({ state: 'failed', error: { code: 'timed-out' } });
    expect(await lab.call('vm.get', { id })).toMatchObject({ state: 'running', desiredPower: 'on' });
    lab.agent.unkillable.clear();
    expect(await lab.ended((await lab.call('vm.kill', { id })).task)).toMatchObject({ state: 'succeeded' });
    expect(await lab.call('vm.get', { id })).toMatchObject({ state: 'stopped', desiredPower: 'off' });
  });

  it('leaves a VM running whose stop is cancelled, and wants it on again', async () => {
    const id = await lab.vm('spared', true);
    const gate = Promise.withResolvers<void>();
    lab.agent.stopGate = gate.promise;
    const { task } = await lab.call('vm.stop', { id });
    await eventually(() => lab.agent.calls.includes('stop'));
    expect(await lab.call('task.get', { id: task.id })).toMatchObject({ allowedActions: [{ action: 'cancel', allowed: true }] });
    const asked = await lab.call('task.cancel', { id: task.id });
    expect(asked.allowedActions).toMatchObject([{ action: 'cancel', allowed: false, reason: 'It is being cancelled' }]);
    const ended = await lab.ended(task);
    expect(ended).toMatchObject({ state: 'cancelled', message: 'The task was cancelled; what it had done was undone' });
    expect(ended.allowedActions).toMatchObject([{ action: 'cancel', allowed: false, reason: 'It has ended' }]);
    // The stop that comes late at the agent is refused: its intent is not the newest any more.
    gate.resolve();
    expect(await lab.call('vm.get', { id })).toMatchObject({ state: 'running', desiredPower: 'on' });
    expect((await lab.agent.find(asId<VmId>(id)))?.state).toBe('running');
  });

  it('says so when a cancelled stop comes too late', async () => {
    const id = await lab.vm('too-late', true);
    const gate = Promise.withResolvers<void>();
    lab.agent.stopGate = gate.promise;
    const { task } = await lab.call('vm.stop', { id });
    await eventually(() => lab.agent.calls.includes('stop'));
    await lab.app.ingest.report(lab.host.id, await lab.agent.happens(asId<VmId>(id), 'stop-requested', 'process-ended'));
    await lab.call('task.cancel', { id: task.id });
    expect(await lab.ended(task)).toMatchObject({
      state: 'cancelled',
      message: 'Could not undo press the power button and wait: the VM was stopped by then',
    });
    expect(await lab.call('vm.get', { id })).toMatchObject({ state: 'stopped', desiredPower: 'off' });
    gate.resolve();
  });

  it('tells who comes second of several at once what the VM is busy with', async () => {
    const id = await lab.vm('wanted-by-many', true);
    const gate = Promise.withResolvers<void>();
    lab.agent.stopGate = gate.promise;
    const asked = await Promise.allSettled(Array.from({ length: 6 }, () => lab.call('vm.stop', { id })));
    gate.resolve();
    const refused = asked.filter((each) => each.status === 'rejected').map(({ reason }) => reason as unknown);
    expect(refused).toEqual(Array.from({ length: 5 }, () => coded('wrong-state', { state: 'busy with vm.stop' })));
    await eventually(async () => (await lab.state(id)) === 'stopped');
  });

  it('takes one task at a time', async () => {
    const id = await lab.vm('busy', true);
    const gate = Promise.withResolvers<void>();
    lab.agent.stopGate = gate.promise;
    const { task } = await lab.call('vm.stop', { id });
    await expect(lab.call('vm.stop', { id })).rejects.toMatchObject({
      code: 'wrong-state',
      details: { state: 'busy with vm.stop' },
    });
    gate.resolve();
    await lab.ended(task);
  });

  it('does not start on a host without room', async () => {
    const id = await lab.vm('roomless');
    const small = factsOf(lab.host.id, { memoryMiB: 300 }, 2);
    await lab.app.ingest.facts(small);
    await expect(lab.call('vm.start', { id })).rejects.toMatchObject({
      code: 'no-host-fits',
      details: { refusals: [{ host: 'lab', code: 'memory' }, { host: 'far' }] },
    });
    await lab.app.ingest.facts(factsOf(lab.host.id, {}, 3));
  });
});

describe('consoles', () => {
  it('are opened with a ticket that works once', async () => {
    const id = await lab.vm('talker', true);
    const answer = await lab.call('vm.console', { id, kind: 'serial' }, 'operator');
    expect(answer).toMatchObject({ path: '/api/v1/consoles/serial', protocol: 'rapidvm.serial.v1' });
    expect(await lab.app.redeemTicket(answer.ticket)).toMatchObject({
      kind: 'serial',
      readOnly: false,
      vmId: id,
      hostId: lab.host.id,
      caller: { name: 'operator' },
    });
    await expect(lab.app.redeemTicket(answer.ticket)).rejects.toEqual(coded('not-authenticated', { reason: 'used' }));
    await expect(lab.app.redeemTicket('made-up')).rejects.toEqual(coded('not-authenticated'));
  });

  it('are refused by type before anything is opened', async () => {
    const stopped = await lab.vm('silent');
    await expect(lab.call('vm.console', { id: stopped, kind: 'serial' })).rejects.toEqual(coded('wrong-state'));
    const { vm, task } = await lab.call('vm.create', { name: 'blind', image: 'tiny', display: 'none', start: true });
    await lab.ended(task);
    await expect(lab.call('vm.console', { id: vm.id, kind: 'screen' })).rejects.toEqual(coded('console-unavailable'));
    await expect(lab.call('vm.console', { id: vm.id, kind: 'serial' }, 'viewer')).rejects.toEqual(
      coded('not-permitted', { needs: 'operator', has: 'viewer' }),
    );
  });
});

describe('images', () => {
  it('are registered after a look at their files, and not forgotten while used', async () => {
    const request = {
      name: 'linux',
      architecture: 'x86_64',
      diskPath: 'images/linux/disk.qcow2',
      kernelPath: 'images/linux/vmlinuz',
    } as const;
    expect(await lab.ended((await lab.call('image.register', request)).task)).toMatchObject({ state: 'succeeded' });
    const image = (await lab.call('image.list', { name: 'linux' })).items[0];
    expect(image).toMatchObject({ diskFormat: 'qcow2', kernelPath: 'images/linux/vmlinuz', initrdPath: null });
    await expect(lab.call('image.register', request)).rejects.toEqual(coded('already-exists'));
    await expect(lab.call('image.delete', { id: lab.image.id })).rejects.toEqual(coded('in-use'));
    expect(await lab.ended((await lab.call('image.delete', { id: image?.id ?? '' })).task)).toMatchObject({ state: 'succeeded' });
  });

  it('are not registered when a file is missing or leaves the datastore', async () => {
    const request = { name: 'holes', architecture: 'x86_64', diskPath: 'disk.qcow2' } as const;
    const { task } = await lab.call('image.register', { ...request, kernelPath: 'missing' });
    expect(await lab.ended(task)).toMatchObject({ state: 'failed', error: { code: 'not-found' } });
    await expect(lab.call('image.register', { ...request, diskPath: '../etc/shadow' })).rejects.toEqual(coded('invalid-input'));
    await expect(lab.call('image.register', { ...request, initrdPath: 'initrd' })).rejects.toEqual(coded('invalid-input'));
    expect(await lab.read.images.findByName('holes')).toBeNull();
  });
});

describe('datastores and hosts', () => {
  it('are shown as the hosts told them, page by page', async () => {
    const { items } = await lab.call('datastore.list', {});
    expect(items).toEqual([expect.objectContaining({ name: 'local', kind: 'dir' })]);
    const first = await lab.call('host.list', { limit: 1 });
    const rest = await lab.call('host.list', { cursor: first.nextCursor ?? '' });
    expect([...first.items, ...rest.items].map(({ name }) => name)).toContain('lab');
    expect((await lab.call('network.list', {})).items).toEqual([expect.objectContaining({ name: 'default' })]);
  });

  it('are removed only without VMs', async () => {
    const spare = hostNamed('spare');
    await lab.deps.database.transaction((stores) => stores.hosts.insert(spare));
    await expect(lab.call('host.remove', { id: lab.host.id })).rejects.toEqual(coded('in-use'));
    expect(await lab.ended((await lab.call('host.remove', { id: spare.id })).task)).toMatchObject({ state: 'succeeded' });
    expect(await lab.read.hosts.get(spare.id)).toBeNull();
  });
});

describe('reports', () => {
  it('are taken only when they are news, and each edge is told once', async () => {
    const id = await lab.vm('reporter', true);
    const crashed = await lab.agent.happens(id, 'process-crashed');
    expect(await lab.tell(crashed)).toBe('news');
    expect(await lab.tell(crashed)).toBe('old');
    expect(await lab.tell({ ...crashed, generation: NO_GENERATION, state: 'running' })).toBe('old');
    const restarted = await lab.agent.happens(id, 'start-requested', 'started');
    await lab.tell({ ...restarted, restarts: 1 });
    expect((await lab.events(id)).slice(-3)).toEqual(['running→crashed', 'crashed→running', 'vm.restarted']);
    expect(await lab.call('vm.get', { id })).toMatchObject({ state: 'running', restarts: 1 });
  });

  it('of a host that is not the VM’s own change nothing', async () => {
    const id = await lab.vm('elsewhere');
    const report = await lab.agent.happens(id, 'start-requested', 'started');
    expect(await lab.app.ingest.report(hostNamed('other').id, report)).toBe('orphan');
    expect(await lab.state(id)).toBe('stopped');
  });

  it('of a host’s load are no events; of what it is, they are', async () => {
    const changed = factsOf(lab.host.id, { kernel: '6.12' }, 10);
    const before = (await lab.events(lab.host.id)).length;
    expect(
      await lab.app.ingest.facts({ ...factsOf(lab.host.id, {}, 9), load: { load1: 9, freeMemoryMiB: 1, runningVms: 1 } }),
    ).toBe('news');
    expect(await lab.events(lab.host.id)).toHaveLength(before);
    await lab.app.ingest.facts(changed);
    expect(await lab.app.ingest.facts(changed)).toBe('old');
    expect((await lab.events(lab.host.id)).slice(before)).toEqual(['host.inventory-changed']);
  });
});

it('refuses images for another architecture than its hosts have', async () => {
  await lab.deps.database.transaction((stores) => stores.images.insert(imageNamed('arm', { architecture: 'aarch64' })));
  await expect(lab.call('vm.create', { name: 'arm', image: 'arm' })).rejects.toMatchObject({ code: 'no-host-fits' });
});
