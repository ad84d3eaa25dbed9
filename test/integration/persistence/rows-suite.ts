/** Every store on a real server, whichever way it is reached. */
import type { Database } from '@rapidvm/controller-app';
import type { VmId } from '@rapidvm/kernel';
import { UNSAID_PLACEMENT } from '@rapidvm/domain';
import { asGeneration, asId } from '@rapidvm/kernel';
import { describe, expect, it } from 'vitest';
import { AT, admin, host, id, image, observed, task, vm } from './samples.ts';

const PAGE = { limit: 10 };
const LATER = '2026-01-02T00:00:00.000Z';

export function rowsSuite(database: () => Database): void {
  describe('virtual machines', () => vmTests(database));
  describe('hosts', () => hostTests(database));
  describe('images', () => imageTests(database));
  describe('tasks', () => taskTests(database));
  describe('accounts, tokens, sessions and invitations', () => accessTests(database));
  describe('records', () => recordTests(database));
}

function vmTests(database: () => Database): void {
  it('come back as they were written, joined with what is known of them', async () => {
    const { vms, hosts, images } = database().read;
    const [base, place] = [image('v1'), host('v1')];
    await images.insert(base);
    await hosts.insert(place);
    const intent = vm('v1', base.id, { hostId: place.id });
    await vms.insert(intent, AT);
    const row = await vms.get(intent.id);
    expect(row).toEqual({
      intent,
      observed: observed(intent.id, 0, { state: 'created', hostId: place.id }),
      hostName: 'v1',
      hostState: 'joining',
      imageName: 'v1',
      activeTaskId: null,
    });
    expect(await vms.findByName('v1')).toEqual(row);
    expect(await vms.onHost(place.id)).toEqual([row]);
    await vms.delete(intent.id);
    expect(await vms.get(intent.id)).toBeNull();
  });

  it('have unique names', async () => {
    const { vms, images } = database().read;
    const base = image('v2');
    await images.insert(base);
    await vms.insert(vm('v2', base.id), AT);
    await expect(vms.insert(vm('v2', base.id), AT)).rejects.toMatchObject({ code: 'already-exists' });
    await expect(vms.insert(vm('v2b', id()), AT)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('have MAC addresses of their own: one that is drawn twice is drawn again, in the transaction that is done again', async () => {
    const base = image('mac');
    await database().read.images.insert(base);
    const [first, second] = [vm('mac-1', base.id), vm('mac-2', base.id)];
    const [nic] = first.spec.nics;
    if (nic === undefined) throw new Error('the sample has no NIC');
    await database().read.vms.insert(first, AT);
    let tries = 0;
    await database().transaction(async ({ vms }) => {
      tries += 1;
      const alike = { ...second, spec: { ...second.spec, nics: [nic] } };
      await vms.insert(tries === 1 ? alike : second, AT);
    });
    expect(tries).toBe(2);
    expect((await database().read.vms.get(second.id))?.intent.spec.nics).toEqual(second.spec.nics);
    await database().read.vms.delete(first.id);
    await database().read.vms.insert(vm('mac-3', base.id, { spec: first.spec }), AT);
  });

  it('keep their intent from writers who saw an older one', async () => {
    const { vms, images } = database().read;
    const base = image('v3');
    await images.insert(base);
    const intent = vm('v3', base.id);
    await vms.insert(intent, AT);
    const on = await vms.updateIntent(intent.id, intent.generation, { desiredPower: 'on' });
    expect(on).toEqual({ ...intent, desiredPower: 'on', generation: 2 });
    const stale = vms.updateIntent(intent.id, intent.generation, { desiredPower: 'off' });
    await expect(stale).rejects.toMatchObject({ code: 'stale-generation', details: { given: 1, current: 2 } });
    await expect(vms.updateIntent(id(), intent.generation, {})).rejects.toMatchObject({ code: 'not-found' });
  });

  it('believe only newer reports of their own host, or equal ones after they were out of sight', async () => {
    const { vms, hosts, images } = database().read;
    const [base, place, other] = [image('v4'), host('v4'), host('v4-before')];
    await images.insert(base);
    for (const each of [place, other]) await hosts.insert(each);
    const intent = vm('v4', base.id, { hostId: place.id });
    await vms.insert(intent, AT);
    const at = { hostId: place.id };
    expect(await vms.observe(observed(intent.id, 5, { ...at, state: 'running' }))).toMatchObject({
      state: 'created',
      generation: 0,
    });
    expect(await vms.observe(observed(intent.id, 4, { ...at, state: 'crashed' }))).toBeNull();
    expect(await vms.observe(observed(intent.id, 5, { ...at, state: 'crashed' }))).toBeNull();
    expect(await vms.observe(observed(intent.id, 9, { hostId: other.id, state: 'stopped' }))).toBeNull();
    expect(await vms.markUnseen(place.id, LATER, 'no heartbeat')).toMatchObject([{ state: 'running', generation: 5 }]);
    expect(await vms.markUnseen(place.id, LATER, 'no heartbeat')).toEqual([]);
    expect((await vms.get(intent.id))?.observed).toMatchObject({
      state: 'unknown',
      since: LATER,
      reason: 'no heartbeat',
      generation: 5,
    });
    expect(await vms.observe(observed(intent.id, 5, { ...at, state: 'running' }))).toMatchObject({ state: 'unknown' });
    expect(await vms.markVmUnseen(intent.id, LATER, 'gone')).toMatchObject({ state: 'running' });
    expect(await vms.markVmUnseen(intent.id, LATER, 'gone')).toBeNull();
  });

  it('are listed by name in pages, filtered and searched', async () => {
    const { vms, images } = database().read;
    const base = image('v5');
    await images.insert(base);
    for (const name of ['p-3', 'p-1', 'p-2']) await vms.insert(vm(name, base.id), AT);
    const first = await vms.list({ search: 'P-' }, { limit: 2 });
    expect(first.items.map((row) => row.intent.name)).toEqual(['p-1', 'p-2']);
    const second = await vms.list({ search: 'p-' }, { limit: 2, cursor: first.nextCursor ?? '' });
    expect(second).toMatchObject({ items: [{ intent: { name: 'p-3' } }], nextCursor: null });
    expect((await vms.list({ search: 'blue_', name: 'p-1' }, PAGE)).items).toHaveLength(1);
    expect((await vms.list({ search: 'blue%', name: 'p-1' }, PAGE)).items).toHaveLength(0);
    expect((await vms.list({ states: ['running'], name: 'p-1' }, PAGE)).items).toHaveLength(0);
    expect((await vms.list({ ids: [first.items[0]?.intent.id ?? id()] }, PAGE)).items).toHaveLength(1);
    expect((await vms.list({ ids: [] }, PAGE)).items).toHaveLength(0);
  });

  it('refuse cursors that were not given out for them', async () => {
    const foreign = Buffer.from(JSON.stringify(['image', 'x'])).toString('base64url');
    for (const cursor of ['', 'x', '%%%', foreign, Buffer.from('["vm",5]').toString('base64url')]) {
      await expect(database().read.vms.list({}, { limit: 1, cursor })).rejects.toMatchObject({ code: 'invalid-input' });
    }
  });
}

function hostTests(database: () => Database): void {
  it('take facts only when they are news, and keep names and keys apart', async () => {
    const { hosts } = database().read;
    const one = host('h1');
    await hosts.insert(one);
    await expect(hosts.insert(host('h1', { peerId: 'other' }))).rejects.toMatchObject({ code: 'already-exists' });
    await expect(hosts.insert(host('h1b', { peerId: one.peerId }))).rejects.toMatchObject({ code: 'already-exists' });
    expect(await hosts.get(one.id)).toEqual({
      host: one,
      hardware: null,
      vmCount: 0,
      placement: UNSAID_PLACEMENT,
      capacity: null,
    });
    const facts = {
      hostId: one.id,
      version: asGeneration(7),
      changeStamp: 1,
      load: { load1: 0.5, freeMemoryMiB: 100, runningVms: 0 },
      inventory: {
        ...({
          architecture: 'aarch64',
          cpuModel: 'A72',
          cpus: 4,
          memoryMiB: 8192,
          operatingSystem: 'Debian',
          kernel: '6',
        } as const),
        ...({
          qemuVersion: '7.2',
          accelerator: { kind: 'kvm', reason: 'usable' },
          agentVersion: '0.1.0',
          datastores: [],
        } as const),
      },
    };
    expect(await hosts.observeFacts(facts, LATER)).toBe(true);
    expect(await hosts.observeFacts({ ...facts, version: asGeneration(6) }, LATER)).toBe(false);
    expect((await hosts.get(one.id))?.host).toMatchObject({ facts, lastSeenAt: LATER });
    const hardware = {
      topology: { sockets: 1, cores: 4, threads: 8 },
      numaNodes: [{ id: 0, cpus: '0-7', memoryMiB: 1024 }],
      hugePages: [{ sizeBytes: 2 ** 21, total: 8, free: 3 }],
      machineTypes: ['pc-q35-7.2'],
      throttling: { now: [], sinceBoot: ['throttled'] },
    } as const;
    expect((await hosts.get(one.id))?.hardware).toBeNull();
    await hosts.observeHardware(one.id, hardware);
    expect(await hosts.get(one.id)).toMatchObject({ hardware, host: { facts } });
  });

  it('change state once and say what it was', async () => {
    const { hosts } = database().read;
    const one = host('h2');
    await hosts.insert(one);
    const seen = { liveness: 'active', since: LATER, reason: null, witnesses: [] } as const;
    expect(await hosts.setSight(one.id, seen)).toBe('joining');
    expect(await hosts.setSight(one.id, { ...seen, since: AT })).toBeNull();
    await hosts.updateAddresses(one.id, '127.0.0.1:2', '/ip4/127.0.0.1');
    await hosts.touch(one.id, LATER);
    const expected = { state: 'active', since: LATER, agentAddress: '127.0.0.1:2', meshAddress: '/ip4/127.0.0.1', generation: 3 };
    expect((await hosts.get(one.id))?.host).toMatchObject({ ...expected, lastSeenAt: LATER });
  });

  it('keep what is seen of them apart from what is wanted of them, and show both as one', async () => {
    const { hosts } = database().read;
    const one = host('h4');
    await hosts.insert(one);
    await hosts.setSight(one.id, { liveness: 'active', since: AT, reason: null, witnesses: [] });
    const wanted = { mode: 'maintenance', since: LATER, reason: 'by ann' } as const;
    expect(await hosts.setService(one.id, 'in-service', wanted)).toBe(true);
    expect(await hosts.setService(one.id, 'in-service', wanted)).toBe(false);
    expect((await hosts.get(one.id))?.host).toMatchObject({ state: 'maintenance', since: LATER, reason: 'by ann' });
    const lost = { liveness: 'failed', since: LATER, reason: 'unseen', witnesses: ['a', 'b'] } as const;
    expect(await hosts.setSight(one.id, lost)).toBe('active');
    expect((await hosts.get(one.id))?.host).toMatchObject({ state: 'failed', reason: 'unseen', sight: lost, service: wanted });
  });

  it('are renamed unless the name is taken', async () => {
    const { hosts } = database().read;
    const [one, other] = [host('h5'), host('h6')];
    await hosts.insert(one);
    await hosts.insert(other);
    await expect(hosts.rename(one.id, 'h6')).rejects.toMatchObject({ code: 'already-exists', details: { name: 'h6' } });
    await hosts.rename(one.id, 'h7');
    expect((await hosts.get(one.id))?.host.name).toBe('h7');
  });

  it('remember which start of their agent speaks for them, and its protocol', async () => {
    const { hosts } = database().read;
    const one = host('h8');
    await hosts.insert(one);
    expect(await hosts.instance(one.id)).toBeNull();
    await hosts.setInstance(one.id, { id: 'first', hello: 7, earlier: [] });
    expect(await hosts.instance(one.id)).toEqual({ id: 'first', hello: 7, earlier: [] });
    const second = { id: 'second', hello: 1, earlier: [{ id: 'first', hello: 7 }] };
    await hosts.setInstance(one.id, second);
    await hosts.setProtocol(one.id, 2);
    expect(await hosts.instance(one.id)).toEqual(second);
    expect((await hosts.get(one.id))?.host.protocol).toBe(2);
  });

  it('stay while VMs are placed on them, and free their name when removed', async () => {
    const { hosts, images, vms } = database().read;
    const [one, base] = [host('h3'), image('h3')];
    await hosts.insert(one);
    await images.insert(base);
    const guest = vm('h3', base.id, { hostId: one.id });
    await vms.insert(guest, AT);
    expect((await hosts.get(one.id))?.vmCount).toBe(1);
    await expect(hosts.delete(one.id)).rejects.toMatchObject({ code: 'in-use' });
    await hosts.setSight(one.id, { liveness: 'left', since: LATER, reason: 'by force', witnesses: [] });
    const next = host('h3');
    await hosts.insert(next);
    const page = await hosts.list({ name: 'h3' }, { limit: 1 });
    const rest = await hosts.list({ name: 'h3' }, { limit: 1, cursor: page.nextCursor ?? '' });
    expect([...page.items, ...rest.items].map((row) => row.host.id)).toEqual([one.id, next.id].sort());
    expect(rest.nextCursor).toBeNull();
    await vms.delete(guest.id);
    await hosts.delete(one.id);
    expect(await hosts.get(one.id)).toBeNull();
  });
}

function imageTests(database: () => Database): void {
  it('come back as written and stay while they are used', async () => {
    const { images, vms } = database().read;
    const [one, extra] = [image('i1', { kernelPath: 'k', commandLine: 'c' }), image('i2')];
    await images.insert(one);
    await images.insert(extra);
    await expect(images.insert(image('i1'))).rejects.toMatchObject({ code: 'already-exists' });
    expect(await images.get(one.id)).toEqual(one);
    expect(await images.findByName('i1')).toEqual(one);
    const base = vm('i1', one.id);
    const guest = {
      ...base,
      spec: {
        ...base.spec,
        disks: [
          { name: 'disk0', imageId: one.id },
          { name: 'disk1', imageId: extra.id },
        ],
      },
    };
    await vms.insert(guest, AT);
    const use = { names: ['i1'], count: 1 };
    expect(await images.usedBy([one.id, extra.id])).toEqual(
      new Map([
        [one.id, use],
        [extra.id, use],
      ]),
    );
    expect(await images.usedBy([])).toEqual(new Map());
    await expect(images.delete(one.id)).rejects.toMatchObject({ code: 'in-use' });
    await vms.delete(guest.id);
    await images.delete(one.id);
    expect(await images.get(one.id)).toBeNull();
  });
}

function taskTests(database: () => Database): void {
  it('are one at a time for one subject', async () => {
    const subject = { kind: 'vm', id: id<VmId>(), name: 't1' } as const;
    const one = task(subject);
    await database().transaction(({ tasks }) => tasks.insert(one, { a: 1 }));
    const { tasks } = database().read;
    expect(await tasks.get(one.id)).toEqual(one);
    expect(await tasks.input(one.id)).toEqual({ a: 1 });
    const second = database().transaction((stores) => stores.tasks.insert(task(subject), {}));
    await expect(second).rejects.toMatchObject({ code: 'wrong-state', details: { state: 'busy with vm.start' } });
    await tasks.update(one.id, {
      state: 'failed',
      endedAt: LATER,
      error: { code: 'internal', message: 'm', hint: 'h', details: { cause: 'c' } },
    });
    await tasks.insert(task(subject), {});
    expect(await tasks.get(one.id)).toMatchObject({ state: 'failed', endedAt: LATER, error: { code: 'internal' } });
    expect((await tasks.list({ subjectId: subject.id, states: ['queued'] }, PAGE)).items).toHaveLength(1);
    expect((await tasks.list({ subjectId: subject.id }, PAGE)).items.at(-1)?.id).toBe(one.id);
  });

  it('are leased to one controller at a time', async () => {
    const { tasks } = database().read;
    const one = task({ kind: 'vm', id: id<VmId>(), name: 't2' });
    await tasks.insert(one, {});
    const [a, b] = [id(), id()];
    const claim = { kinds: ['vm.start'], leaseMs: 60_000, limit: 5, except: [], id: one.id } as const;
    expect(await tasks.claim({ ...claim, kinds: ['vm.stop'], owner: a })).toEqual([]);
    expect(await tasks.claim({ ...claim, owner: a })).toHaveLength(1);
    expect(await tasks.claim({ ...claim, owner: b })).toEqual([]);
    expect(await tasks.claim({ ...claim, owner: a, except: [one.id] })).toEqual([]);
    expect(await tasks.renewLeases(a, 1)).toHaveLength(1);
    await expect(tasks.update(one.id, { message: 'x' }, b)).rejects.toMatchObject({ code: 'already-running' });
    await tasks.update(one.id, { message: 'x' }, a);
    await tasks.releaseLease(one.id, a);
    expect(await tasks.claim({ ...claim, owner: b })).toHaveLength(1);
    expect(await tasks.renewLeases(a, 1)).toEqual([]);
  });
}

function accessTests(database: () => Database): void {
  it('come back as written; a user takes tokens and sessions along', async () => {
    const { access } = database().read;
    const user = admin('u1');
    await access.insertUser(user);
    await expect(access.insertUser(admin('u1'))).rejects.toMatchObject({ code: 'already-exists' });
    expect(await access.userByName('u1')).toEqual(user);
    expect(await access.updateUser(user.id, { role: 'viewer' })).toEqual({
      id: user.id,
      name: 'u1',
      role: 'viewer',
      createdAt: AT,
    });
    const token = {
      ...({ id: id(), name: 'ci', userId: user.id, role: 'viewer', createdAt: AT } as const),
      ...{ expiresAt: null, lastUsedAt: null, secretHash: 's1' },
    } as const;
    await access.insertToken({ ...token, id: asId(token.id) });
    await access.touchToken(asId(token.id), LATER);
    expect(await access.tokenByHash('s1')).toEqual({ ...token, lastUsedAt: LATER });
    expect((await access.listTokens({ userId: user.id }, PAGE)).items[0]).not.toHaveProperty('secretHash');
    const session = { secretHash: 'x1', userId: user.id, createdAt: AT, expiresAt: LATER };
    await access.insertSession(session);
    expect(await access.sessionByHash('x1')).toEqual(session);
    await access.deleteUser(user.id);
    expect([await access.sessionByHash('x1'), await access.tokenByHash('s1'), await access.user(user.id)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('give an invitation to one taker only', async () => {
    const { access } = database().read;
    const invitation = { id: 'inv-1', secretHash: 's', expiresAt: LATER, createdBy: 'root' };
    await access.insertInvitation(invitation);
    const takers = await Promise.all([1, 2, 3, 4].map(() => access.takeInvitation('inv-1')));
    expect(takers.filter((taken) => taken !== null)).toEqual([invitation]);
  });

  it('keep a last admin when two are taken away at the same time', async () => {
    const { access } = database().read;
    const users = [admin('last-1'), admin('last-2')];
    for (const user of users) await access.insertUser(user);
    const others = (await access.countAdmins()) - users.length;
    const demote = (user: (typeof users)[number]): Promise<boolean> =>
      database().transaction(async (stores) => {
        if ((await stores.access.countAdmins()) - others <= 1) return false;
        await stores.access.updateUser(user.id, { role: 'viewer' });
        return true;
      });
    expect((await Promise.all(users.map(demote))).filter(Boolean)).toHaveLength(1);
  });

  it('forget what has expired', async () => {
    const { access } = database().read;
    const user = admin('u2');
    await access.insertUser(user);
    await access.insertSession({ secretHash: 'old', userId: user.id, createdAt: AT, expiresAt: AT });
    await access.insertSession({ secretHash: 'new', userId: user.id, createdAt: AT, expiresAt: '2027-01-01T00:00:00.000Z' });
    await access.deleteExpired(LATER);
    expect([await access.sessionByHash('old'), (await access.sessionByHash('new'))?.userId]).toEqual([null, user.id]);
  });
}

function recordTests(database: () => Database): void {
  it('keep the audit log in order of writing', async () => {
    const { audit } = database().read;
    const entry = {
      at: AT,
      actor: 'a',
      from: '127.0.0.1',
      operation: 'vm.start',
      subject: 'x',
      outcome: 'done',
      before: null,
      after: null,
    } as const;
    for (const name of ['a1', 'a2', 'a3']) await audit.append({ ...entry, id: name });
    const first = await audit.list({ limit: 2 });
    expect(first.items).toEqual([
      { ...entry, id: 'a3' },
      { ...entry, id: 'a2' },
    ]);
    expect((await audit.list({ limit: 2, cursor: first.nextCursor ?? '' })).items).toEqual([{ ...entry, id: 'a1' }]);
  });

  it('keep one answer per idempotency key', async () => {
    const { idempotency } = database().read;
    const record = { key: 'k', actor: 'a', operation: 'vm.create', requestHash: 'h', response: '{}', createdAt: AT };
    await idempotency.insert(record);
    await expect(idempotency.insert(record)).rejects.toMatchObject({ code: 'idempotency-mismatch' });
    expect(await idempotency.get('a', 'k')).toEqual(record);
    await idempotency.deleteOlderThan(LATER);
    expect(await idempotency.get('a', 'k')).toBeNull();
  });

  it('count without losing one', async () => {
    const { settings } = database().read;
    const counted = await Promise.all(Array.from({ length: 10 }, () => settings.increment('counter')));
    expect(counted.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    await settings.set('name', 'a');
    await settings.set('name', 'b');
    expect([await settings.get('name'), await settings.get('none')]).toEqual(['b', null]);
  });
}
