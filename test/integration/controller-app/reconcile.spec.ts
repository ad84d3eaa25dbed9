import { randomUUID } from 'node:crypto';
import type { AgentListener, MeshSight, MeshView } from '@rapidvm/controller-app';
import type { Host, MachineSpec } from '@rapidvm/domain';
import { AGENT_PROTOCOL } from '@rapidvm/domain';
import type { HostId, TaskId, VmId } from '@rapidvm/kernel';
import { asGeneration, asId } from '@rapidvm/kernel';
import { eventually, VirtualTime } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppLab } from './app-lab.ts';
import { hostNamed, quietMesh, system } from './world.ts';

let lab: AppLab;
let agents: AgentListener;
let dialled: readonly Pick<Host, 'id'>[] = [];
let heard: MeshSight | null = null;
let gossip: Parameters<MeshView['listen']>[0];
const begunAgain: HostId[] = [];
/** Only what hosts are seen by; everything else goes by real time. */
const sight = new VirtualTime(Date.now());
const clock = { now: system.clock.now, monotonic: () => sight.monotonic() };

beforeAll(async () => {
  lab = await AppLab.open({
    clock,
    mesh: { ...quietMesh, sightOf: () => heard, listen: (listener) => ((gossip = listener), () => undefined) },
    connections: {
      setHosts: (hosts) => void (dialled = hosts),
      listen: (listener) => void (agents = listener),
      again: (hostId) => void begunAgain.push(hostId),
      start: async () => undefined,
      stop: async () => undefined,
    },
  });
  await lab.app.start();
  agents.connected(lab.host.id);
});
afterAll(async () => {
  await lab.app.stop();
  await lab.close();
});

const hostState = async (id: HostId = lab.host.id) => (await lab.read.hosts.get(id))?.host;
const listing = async (...also: VmId[]) => {
  const reports = (await lab.agent.list()).filter(({ vmId }) => vmId !== undefined);
  for (const report of reports) agents.report(lab.host.id, report);
  agents.complete(lab.host.id, [...reports.map(({ vmId }) => vmId), ...also]);
};

describe('a host that is lost', () => {
  it('is suspect while the mesh hears it and failed when it does not; its VMs are unknown, and back as they were', async () => {
    const id = await lab.vm('steady', true);
    heard = { state: 'active', sinceMs: sight.monotonic(), witnesses: [] };
    agents.disconnected(lab.host.id, 'its agent was killed');
    await sight.advance(5000);
    await lab.app.ingest.facts({ ...(await factsNow()), version: asGeneration(2) });
    expect((await hostState())?.state).toBe('active');

    await sight.advance(5000);
    await eventually(async () => (await hostState())?.state === 'suspect');
    await eventually(() => begunAgain.includes(lab.host.id));
    heard = { state: 'failed', sinceMs: sight.monotonic(), witnesses: ['12D3KooWcontroller', 'peer-unknown'] };
    await eventually(async () => (await hostState())?.state === 'failed');
    expect((await hostState())?.reason).toBe('2 members no longer see it: controller, peer-unknown');
    expect(await lab.call('host.get', { id: lab.host.id })).toMatchObject({
      state: 'failed',
      mode: 'in-service',
      witnesses: ['controller', 'peer-unknown'],
    });
    const reason = expect.stringMatching(/^its host lab is suspect: the mesh hears it/);
    expect(await lab.call('vm.get', { id })).toMatchObject({ state: 'unknown', reason });
    await expect(lab.call('vm.stop', { id })).rejects.toMatchObject({
      code: 'host-unreachable',
      details: { host: 'lab', cause: reason },
    });

    heard = null;
    agents.introduced(lab.host.id, { protocol: AGENT_PROTOCOL, instance: null });
    agents.connected(lab.host.id);
    await listing();
    await eventually(async () => (await lab.state(id)) === 'running');
    // Whoever reads that it runs can command it.
    expect((await hostState())?.state).toBe('active');
    expect((await lab.events(id)).slice(-2)).toEqual(['running→unknown', 'unknown→running']);
    expect((await lab.read.events.list({ subjectId: lab.host.id }, { limit: 2 })).items.map(({ data }) => data['to'])).toEqual([
      'active',
      'failed',
    ]);
  });

  it('that is frozen is failed as soon as the mesh says so, and tells all it has again when it thaws', async () => {
    const id = await lab.vm('frozen', true);
    agents.connected(lab.host.id);
    await eventually(async () => (await hostState())?.state === 'active');
    await sight.advance(2500);
    heard = { state: 'failed', sinceMs: sight.monotonic(), witnesses: ['12D3KooWcontroller'] };
    await eventually(async () => (await lab.state(id)) === 'unknown');
    begunAgain.length = 0;

    await sight.advance(1000);
    agents.heard(lab.host.id);
    await eventually(() => begunAgain.includes(lab.host.id));
    expect((await hostState())?.state).toBe('active');
    await listing();
    await eventually(async () => (await lab.state(id)) === 'running');
    heard = null;
  });
});

const factsNow = async () => {
  const facts = (await hostState())?.facts;
  if (facts === null || facts === undefined) throw new Error('no facts');
  return facts;
};

describe('what the mesh tells of a host', () => {
  const shown = async () => (await lab.call('host.list', {})).items.find(({ id }) => id === lab.host.id);

  it('stands in the list of hosts, and open pages hear of it, while its agent can not be called', async () => {
    agents.disconnected(lab.host.id, 'its agent can not be called');
    const end = new AbortController();
    const news = lab.app.events.follow(undefined, end.signal)[Symbol.asyncIterator]();
    const hint = news.next();
    const facts = await factsNow();
    const version = asGeneration(facts.version + 1);
    await eventually(() => {
      gossip.facts({ ...facts, version, load: { ...facts.load, load1: 7.5, freeMemoryMiB: 123 } });
      return shown().then((host) => host?.load?.load1 === 7.5);
    });
    // What only its agent tells is still there, as that told it last.
    const hardware = { topology: null, numaNodes: [], hugePages: [], machineTypes: ['pc-q35-7.2'], throttling: null };
    agents.facts(lab.host.id, { ...facts, hardware });
    await eventually(async () => expect((await shown())?.hardware).toEqual(hardware));
    expect((await shown())?.load?.load1).toBe(7.5);
    gossip.facts({ ...facts, version: asGeneration(facts.version + 2), load: { ...facts.load, load1: 8.5 } });
    await eventually(async () => expect((await shown())?.load?.load1).toBe(8.5));
    expect((await shown())?.hardware).toEqual(hardware);
    expect(await hint).toMatchObject({ value: { kind: 'changed', subject: { kind: 'host', id: lab.host.id } } });
    end.abort();
    agents.connected(lab.host.id);
  });
});

describe('what a host has', () => {
  it('and no longer tells of is unknown, never gone', async () => {
    const id = await lab.vm('vanished');
    const others = (await lab.agent.list()).map(({ vmId }) => vmId).filter((vmId) => vmId !== id);
    agents.complete(lab.host.id, others);
    await eventually(async () => (await lab.state(id)) === 'unknown');
    expect((await lab.call('vm.get', { id })).reason).toBe('its host lab does not have it any more');
  });

  /** A VM on its host as a start that was undone out of reach leaves it: stopped, and not in the host's ledger. */
  async function between(name: string): Promise<{ id: VmId; task: TaskId }> {
    const id = await lab.vm(name);
    const { task } = await lab.call('vm.start', { id });
    await lab.ended(task);
    await lab.deps.database.read.tasks.update(asId(task.id), { state: 'failed' });
    await lab.tell(await lab.agent.happens(id, 'process-ended'));
    expect(await lab.state(id)).toBe('stopped');
    await lab.agent.releaseVm(lab.host.id, { vmId: id } as MachineSpec);
    expect(await lab.agent.find(id)).toBeNull();
    return { id, task: asId(task.id) };
  }
  /** One more VM that its host no longer tells of, and a listing that says nothing of `meanwhile`. */
  async function looksAgain(name: string, meanwhile: VmId): Promise<void> {
    const { id } = await between(name);
    await listing(meanwhile);
    await eventually(() => isTakenUp(id));
  }
  const isTakenUp = async (id: VmId) => (await lab.agent.find(id)) !== null && (await lab.state(id)) === 'stopped';

  it('and no longer tells of, because its way to another was undone out of reach, it takes up again', async () => {
    const { id } = await between('between-lost');
    await lab.app.ingest.vmUnseen(id, 'its host was lost');
    await listing();
    await eventually(() => isTakenUp(id));
  });

  it('and no longer tells of it takes up again too when that was seen stopped until then', async () => {
    const { id } = await between('between-seen');
    await listing();
    await eventually(() => isTakenUp(id));
  });

  it('and no longer tells of is looked at again when the task that was at work on it has ended', async () => {
    const { id, task } = await between('between-at-work');
    const elsewhere = { owner: randomUUID(), kinds: ['vm.start'], leaseMs: 60_000, limit: 1, id: task, except: [] } as const;
    // This controller's lease on it has to run out first.
    await eventually(() =>
      lab.deps.database.transaction(async ({ tasks }) => {
        await tasks.update(task, { state: 'running' });
        const [claimed] = await tasks.claim(elsewhere);
        if (claimed === undefined) throw new Error('it is claimed still');
        return true;
      }),
    );
    await listing();
    // The others are what has the controller look before its next round.
    await looksAgain('between-before', id);
    expect(await lab.agent.find(id)).toBeNull();
    await lab.deps.database.read.tasks.update(task, { state: 'failed' });
    await looksAgain('between-after', id);
    await eventually(() => isTakenUp(id));
  });

  it('and nobody knows is left alone; what an undone create has left is removed', async () => {
    const stranger = asId<VmId>('01890000-0000-7000-8000-00000000abcd');
    const spec = {
      vmId: stranger,
      name: 'x',
      architecture: 'x86_64',
      cpus: 1,
      memoryMiB: 64,
      disks: [],
      nics: [],
      display: 'std',
      restart: 'never',
    } as const;
    await lab.agent.provisionVm(lab.host.id, spec, asGeneration(7));

    const broken = hostNamed('broken');
    await lab.deps.database.transaction((stores) => stores.hosts.insert(broken));
    const { task, vm } = await lab.call('vm.create', { name: 'undone', image: 'tiny', host: 'broken' });
    await eventually(() => lab.agent.find(asId<VmId>(vm.id)));
    await lab.ended(task);
    await lab.deps.database.transaction(async (stores) => {
      await stores.vms.delete(asId<VmId>(vm.id));
      await stores.hosts.delete(broken.id);
    });
    await lab.deps.database.read.tasks.update(asId(task.id), { state: 'failed' });

    await listing();
    await eventually(async () => (await lab.agent.find(asId<VmId>(vm.id))) === null);
    expect(await lab.agent.find(stranger)).not.toBeNull();
  });

  it('and was started by a start that was undone out of reach is ended', async () => {
    const id = await lab.vm('came-through');
    const { task } = await lab.call('vm.start', { id });
    await lab.ended(task);
    await lab.deps.database.read.tasks.update(asId(task.id), { state: 'failed' });
    await lab.deps.database.transaction(async (stores) => {
      const row = await stores.vms.get(id);
      await stores.vms.updateIntent(id, row?.intent.generation ?? asGeneration(0), { desiredPower: 'off' });
    });
    await listing();
    await eventually(async () => (await lab.agent.find(id))?.state === 'stopped');
  });

  it('and was destroyed by a delete that gave up is forgotten', async () => {
    const id = await lab.vm('half-deleted');
    const row = await lab.read.vms.get(id);
    const report = await lab.agent.removeVm(lab.host.id, id, row?.intent.generation ?? asGeneration(0));
    agents.report(lab.host.id, report);
    await eventually(async () => (await lab.read.vms.get(id)) === null);
    expect((await lab.events(id)).at(-1)).toBe('vm.deleted');
  });
});

describe('members', () => {
  it('are told to every connected host at once when they change, and dialled', async () => {
    const told = () => lab.agent.members.get(lab.host.id);
    await eventually(() => told() !== undefined);
    const before = told()?.version ?? 0;
    const newcomer = hostNamed('newcomer', { meshAddress: '/ip4/192.0.2.8/tcp/7445' });
    await lab.deps.database.transaction(async (stores) => {
      await stores.hosts.insert(newcomer);
      await stores.events.append({
        kind: 'host.joined',
        subject: { kind: 'host', id: newcomer.id, name: newcomer.name },
        message: 'joined',
        data: {},
      });
    });
    await eventually(() => (told()?.version ?? 0) > before && told()?.members.some(({ hostId }) => hostId === newcomer.id));
    expect(dialled.map(({ id }) => id)).toContain(newcomer.id);
    await lab.ended((await lab.call('host.remove', { id: newcomer.id })).task);
    await eventually(() => told()?.members.every(({ hostId }) => hostId !== newcomer.id));
  });
});
