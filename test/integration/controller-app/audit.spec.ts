/** Every operation that changes anything leaves an audit row: who, from where, what; refused ones too. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { bootstrapAdmin } from '@rapidvm/controller-app';
import { helloWords, joinWords, parseJoinToken, renewWords } from '@rapidvm/domain';
import type { UserId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import type { TaskView } from '@rapidvm/operations';
import { OPERATION_NAMES, OPERATIONS } from '@rapidvm/operations';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppLab } from './app-lab.ts';
import { callerAs, hostNamed } from './world.ts';

const MISSING = '01890000-0000-7000-8000-0000000000ff';
const FROM = '192.0.2.44';

let lab: AppLab;
let password = '';
beforeAll(async () => {
  lab = await AppLab.open();
  await bootstrapAdmin(lab.deps, async (made) => void (password = made));
  await lab.deps.database.transaction((stores) => stores.hosts.insert(hostNamed('spare')));
  const userId = asId<UserId>((await lab.call('user.list', {})).items[0]!.id);
  admin.caller = { ...admin.caller, userId };
}, 60_000);
afterAll(() => lab.close());

const rows = async () => (await lab.call('audit.list', { limit: 1000 })).items;
const anonymous = { caller: null, from: FROM };
const admin = { caller: callerAs('admin'), from: FROM };
const done = async ({ task }: { readonly task: TaskView }) => expect(await lab.ended(task)).toMatchObject({ state: 'succeeded' });

const key = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const signed = (words: string) => sign(null, Buffer.from(words), key.privateKey).toString('base64');
const agent = { publicKey: key.publicKey, agentAddress: '192.0.2.5:7443', meshAddresses: ['/ip4/192.0.2.5/tcp/7445'] };

/** What one step leaves for the next. */
const made = { session: '', token: '', user: '', joinToken: '', host: '', spare: '', image: '', vm: '', task: '' };
const image = { name: 'linux', architecture: 'x86_64', diskPath: 'images/linux/disk.qcow2' } as const;

/** In an order in which each can be done. */
const CHANGES: Readonly<Record<string, () => Promise<unknown>>> = {
  'session.login': async () => (made.session = (await lab.app.access.login(anonymous, { username: 'admin', password })).secret),
  'session.logout': () => lab.app.access.logout(admin, made.session),
  'token.create': async () => (made.token = (await lab.call('token.create', { name: 'script' }, admin)).token.id),
  'token.delete': () => lab.call('token.delete', { id: made.token }, admin),
  'user.create': async () => {
    made.user = (await lab.call('user.create', { name: 'ann', password: 'a long enough one', role: 'viewer' }, admin)).id;
  },
  'user.update': () => lab.call('user.update', { id: made.user, role: 'editor' }, admin),
  'user.change-password': () =>
    lab.call('user.change-password', { currentPassword: password, password: 'another long one' }, admin),
  'user.delete': () => lab.call('user.delete', { id: made.user }, admin),
  'host.invite': async () => (made.joinToken = (await lab.call('host.invite', {}, admin)).joinToken),
  'enrolment.join': async () => {
    const { id: tokenId, secret } = parseJoinToken(made.joinToken);
    const words = { ...agent, tokenId, hostName: 'pi' };
    made.host = (await lab.call('enrolment.join', { ...words, secret, signature: signed(joinWords(words)) }, anonymous)).hostId;
  },
  'enrolment.renew': () => {
    const words = { ...agent, hostId: made.host };
    return lab.call('enrolment.renew', { ...words, signature: signed(renewWords(words)) }, anonymous);
  },
  'enrolment.hello': () => {
    const words = { ...agent, hostId: made.host, instance: 'a'.repeat(32), sequence: 1, protocol: 2 };
    return lab.call('enrolment.hello', { ...words, signature: signed(helloWords(words)) }, anonymous);
  },
  'host.rename': () => lab.call('host.rename', { id: made.host, name: 'pi-5' }, admin),
  'host.set-placement': () => lab.call('host.set-placement', { id: made.spare, rack: 'a' }, admin),
  'placement.set': () => lab.call('placement.set', { cpuRatio: 8 }, admin),
  'host.enter-maintenance': () => lab.call('host.enter-maintenance', { id: made.spare }, admin),
  'host.leave-maintenance': () => lab.call('host.leave-maintenance', { id: made.spare }, admin),
  'host.drain': async () => done(await lab.call('host.drain', { id: made.spare, graceSeconds: 5 }, admin)),
  'host.remove': async () => done(await lab.call('host.remove', { id: made.spare }, admin)),
  'image.register': async () => done(await lab.call('image.register', image, admin)),
  'image.delete': async () => {
    made.image = (await lab.call('image.list', { name: image.name })).items[0]!.id;
    await done(await lab.call('image.delete', { id: made.image }, admin));
  },
  'vm.create': async () => {
    const { vm, task } = await lab.call('vm.create', { name: 'web', image: 'tiny' }, admin);
    await done({ task });
    made.vm = vm.id;
  },
  'vm.start': async () => done(await lab.call('vm.start', { id: made.vm }, admin)),
  'vm.console': () => lab.call('vm.console', { id: made.vm, kind: 'serial' }, admin),
  'task.cancel': async () => {
    const gate = Promise.withResolvers<void>();
    lab.agent.stopGate = gate.promise;
    const id = (await lab.call('vm.stop', { id: made.vm })).task.id;
    await lab.call('task.cancel', { id }, admin);
    await lab.ended(await lab.call('task.get', { id }));
    gate.resolve();
  },
  'vm.stop': async () => done(await lab.call('vm.stop', { id: made.vm, graceSeconds: 5 }, admin)),
  'vm.kill': async () => {
    await done(await lab.call('vm.start', { id: made.vm }));
    await done(await lab.call('vm.kill', { id: made.vm }, admin));
  },
  'vm.delete': async () => done(await lab.call('vm.delete', { id: made.vm }, admin)),
};

it('is tried for every operation that changes anything', () => {
  const changing = OPERATION_NAMES.filter((name) => ['change', 'task'].includes(OPERATIONS[name].effect));
  expect(Object.keys(CHANGES).toSorted()).toEqual([...changing].toSorted());
});

it.each(Object.keys(CHANGES))('%s', async (operation) => {
  made.spare = (await lab.call('host.list', {})).items.find(({ name }) => name === 'spare')?.id ?? '';
  const before = new Set((await rows()).map(({ id }) => id));
  await CHANGES[operation]!();
  const fresh = (await rows()).filter(({ id, operation: of }) => !before.has(id) && of === operation);
  const actor = operation.startsWith('enrolment.') ? 'anonymous' : callerAs('admin').name;
  expect(fresh).toMatchObject([{ actor, from: FROM, outcome: 'done' }]);
  expect(fresh[0]?.subject).not.toBe('');
});

it.each([
  ['vm.start', () => lab.call('vm.start', { id: MISSING }, admin)],
  ['host.remove', () => lab.call('host.remove', { id: MISSING }, admin)],
  ['task.cancel', () => lab.call('task.cancel', { id: MISSING }, admin)],
])('%s that is refused is told too', async (operation, ask) => {
  await expect(ask()).rejects.toMatchObject({ code: 'not-found' });
  expect((await rows())[0]).toMatchObject({ operation, outcome: 'refused', from: FROM });
});

it('is written with the cancel that it tells of, or neither is', async () => {
  const vm = await lab.vm('kept', true);
  const gate = Promise.withResolvers<void>();
  lab.agent.stopGate = gate.promise;
  const { task } = await lab.call('vm.stop', { id: vm });
  const { socketDirectory: host, ...account } = lab.database.postgres.connection;
  const client = new Client({ host, ...account });
  await client.connect();
  try {
    await client.query(`ALTER TABLE audit ADD CONSTRAINT no_cancels CHECK (operation <> 'task.cancel') NOT VALID`);
    await expect(lab.call('task.cancel', { id: task.id }, admin)).rejects.toThrow();
    await client.query('ALTER TABLE audit DROP CONSTRAINT no_cancels');
  } finally {
    await client.end();
  }
  expect(await lab.call('task.get', { id: task.id })).toMatchObject({ state: 'running', cancelRequested: false });
  gate.resolve();
  expect(await lab.ended(task)).toMatchObject({ state: 'succeeded' });
});
