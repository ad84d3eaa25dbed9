import { generateKeyPairSync, sign } from 'node:crypto';
import { joinWords, parseJoinToken, renewWords } from '@rapidvm/domain';
import { APP_LIMITS, bootstrapAdmin } from '@rapidvm/controller-app';
import { createHostKeys } from '@rapidvm/controller-identity';
import type { UserId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import { VirtualTime } from '@rapidvm/testing';
import { OPERATION_NAMES, OPERATIONS } from '@rapidvm/operations';
import { ROLES, may } from '@rapidvm/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppLab } from './app-lab.ts';
import { callerAs } from './world.ts';

let lab: AppLab;
const clock = new VirtualTime(Date.now());
let kept = '';
beforeAll(async () => {
  lab = await AppLab.open({ clock });
  await bootstrapAdmin(lab.deps, async (password) => void (kept = password));
});
afterAll(() => lab.close());

const coded = (code: string, details: object = {}): unknown =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });
const anonymous = (from = '192.0.2.9') => ({ caller: null, from });
const login = (username: string, password: string, from?: string) =>
  lab.app.access.login(anonymous(from), { username, password });

describe('the first account', () => {
  it('is made once, with a password that was written down before', async () => {
    expect(kept).toHaveLength(24);
    expect(await bootstrapAdmin(lab.deps, () => Promise.reject(new Error('must not be asked')))).toBe(false);
    const { session } = await login('admin', kept);
    expect(session).toMatchObject({ user: { name: 'admin', role: 'admin' } });
    expect(session.permissions).toContain('admin');
  });

  it('can’t be deleted or demoted while it is the last administrator, not even twice at once', async () => {
    const { id } = (await lab.call('user.list', {})).items[0] ?? { id: '' };
    await expect(lab.call('user.delete', { id })).rejects.toEqual(coded('in-use'));
    await expect(lab.call('user.update', { id, role: 'viewer' })).rejects.toEqual(coded('in-use'));
    const second = await lab.call('user.create', { name: 'second', password: 'long enough 1', role: 'admin' });
    const both = await Promise.allSettled([id, second.id].map((each) => lab.call('user.update', { id: each, role: 'viewer' })));
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await lab.read.access.countAdmins()).toBe(1);
    await lab.deps.database.transaction((stores) => stores.access.updateUser(asId<UserId>(id), { role: 'admin' }));
  });
});

describe('sessions', () => {
  it('last a working day, and end with logout, a new password, or the account', async () => {
    const { id } = await lab.call('user.create', { name: 'eve', password: 'long enough 1', role: 'operator' });
    const begin = async (password = 'long enough 1') => (await login('eve', password)).secret;
    const who = (secret: string) => lab.app.access.authenticate({ kind: 'session', secret }, '192.0.2.9');
    const [first, second] = [await begin(), await begin()];
    expect(await who(first)).toEqual({ userId: id, name: 'eve', role: 'operator', via: 'session', from: '192.0.2.9' });
    await lab.app.access.logout({ caller: await who(first), from: '192.0.2.9' }, first);
    await expect(who(first)).rejects.toEqual(coded('not-authenticated', { reason: 'revoked' }));
    await lab.call('user.update', { id, password: 'another one 12' });
    await expect(who(second)).rejects.toEqual(coded('not-authenticated', { reason: 'revoked' }));
    const third = await begin('another one 12');
    await clock.advance(APP_LIMITS.sessionMs + 1);
    await expect(who(third)).rejects.toEqual(coded('not-authenticated', { reason: 'expired' }));
    const fourth = await begin('another one 12');
    await lab.call('user.delete', { id });
    await expect(who(fourth)).rejects.toEqual(coded('not-authenticated', { reason: 'revoked' }));
  });

  it('stay where somebody changes their own password, and end everywhere else; who does not know it changes nothing', async () => {
    const old = 'long enough 1';
    const { id } = await lab.call('user.create', { name: 'own', password: old, role: 'viewer' });
    const [here, elsewhere] = [(await login('own', old)).secret, (await login('own', old)).secret];
    const who = (secret: string) => lab.app.access.authenticate({ kind: 'session', secret }, '192.0.2.9');
    const as = async (idempotencyKey: string) => ({
      ...{ caller: await who(here), credential: { kind: 'session', secret: here } as const, from: '192.0.2.9', idempotencyKey },
    });
    const change = async (currentPassword: string, key: string) =>
      lab.app.handlers['user.change-password'](await as(key), { currentPassword, password: 'a better one 2' });

    const wrong = [expect.objectContaining({ field: 'currentPassword', value: '(hidden)' })];
    await expect(change('not that one', 'guess')).rejects.toEqual(coded('invalid-input', { issues: wrong }));
    expect(await who(elsewhere)).toMatchObject({ userId: id });
    expect(await change(old, 'once')).toEqual({});
    // The answer was lost on its way and the request is sent again: the password of then is no longer the one of now.
    expect(await change(old, 'once')).toEqual({});
    expect(await who(here)).toMatchObject({ userId: id });
    await expect(who(elsewhere)).rejects.toEqual(coded('not-authenticated', { reason: 'revoked' }));
    await expect(login('own', old)).rejects.toEqual(coded('not-authenticated'));
    expect((await login('own', 'a better one 2')).session.user.name).toBe('own');

    const { items } = await lab.call('audit.list', {});
    const rows = items.filter(({ operation }) => operation === 'user.change-password');
    expect(rows.map(({ outcome }) => outcome).sort()).toEqual(['done', 'refused']);
    expect(JSON.stringify(rows)).not.toContain('better one');
  });

  it('wait after too many wrong guesses at the own password, as at the door', async () => {
    const { id } = await lab.call('user.create', { name: 'guessed', password: 'long enough 1', role: 'viewer' });
    const caller = { userId: asId<UserId>(id), name: 'guessed', role: 'viewer', via: 'session', from: '192.0.2.77' } as const;
    const guess = () =>
      lab.app.handlers['user.change-password'](
        { caller, from: '192.0.2.77' },
        { currentPassword: 'not that one', password: 'a better one 2' },
      );
    for (let count = 0; count < APP_LIMITS.loginFailures; count += 1)
      await expect(guess()).rejects.toEqual(coded('invalid-input'));
    await expect(guess()).rejects.toEqual(coded('limit-exceeded'));
  });

  it('are refused alike for a wrong name and a wrong password, and after ten failures for a while', async () => {
    const unknown = await login('nobody', kept).catch((error: unknown) => error);
    const wrong = await login('admin', 'wrong', '192.0.2.66').catch((error: unknown) => error);
    expect(wrong).toEqual(unknown);
    expect(wrong).toEqual(coded('not-authenticated', { reason: 'wrong-credentials' }));
    for (let i = 1; i < APP_LIMITS.loginFailures; i += 1) await login('admin', 'wrong', '192.0.2.66').catch(() => undefined);
    await expect(login('admin', kept, '192.0.2.66')).rejects.toEqual(coded('limit-exceeded'));
    expect((await login('admin', kept, '192.0.2.67')).session.user.name).toBe('admin');
    await clock.advance(APP_LIMITS.loginWindowMs);
    expect((await login('admin', kept, '192.0.2.66')).session.user.name).toBe('admin');
    const { items } = await lab.call('audit.list', { limit: 100 });
    expect(
      items.filter(({ operation, outcome }) => operation === 'session.login' && outcome === 'refused').length,
    ).toBeGreaterThan(10);
    expect(JSON.stringify(items)).not.toContain(kept);
  });
});

describe('callers nobody knows', () => {
  it('fill no disk with what they are refused', async () => {
    const key = generateKeyPairSync('ed25519', {
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const words = { tokenId: asId<UserId>('01890000-0000-7000-8000-000000000000'), hostName: 'x', publicKey: key.publicKey };
    const addresses = { agentAddress: '192.0.2.5:7443', meshAddresses: [] };
    const signature = sign(null, Buffer.from(joinWords({ ...words, ...addresses })), key.privateKey).toString('base64');
    const knock = () =>
      lab
        .call('enrolment.join', { ...words, ...addresses, secret: 'not the right secret', signature }, anonymous())
        .catch((error: unknown) => error);
    for (let i = 0; i < APP_LIMITS.strangersAudited + 20; i += 20) {
      for (const refusal of await Promise.all(Array.from({ length: 20 }, knock)))
        expect(refusal).toEqual(coded('not-authenticated'));
    }
    const { items } = await lab.call('audit.list', { limit: 1000 });
    expect(items.filter(({ operation }) => operation === 'enrolment.join').length).toBeLessThanOrEqual(
      APP_LIMITS.strangersAudited,
    );
  });
});

describe('API tokens', () => {
  it('act with the lesser of their own and their user’s role, and keep no secret', async () => {
    const admin = await lab.read.access.userByName('admin');
    const { id: userId } = await lab.call('user.create', { name: 'bot', password: 'long enough 1', role: 'editor' });
    const bot = { ...callerAs('editor'), userId: asId<UserId>(userId), name: 'bot' };
    const { token, secret } = await lab.call('token.create', { name: 'ci', expiresInDays: 1 }, { caller: bot });
    expect(secret).toMatch(/^rvm_[\w-]{43}$/);
    const who = () => lab.app.access.authenticate({ kind: 'token', secret }, '192.0.2.9');
    expect(await who()).toMatchObject({ name: 'bot', role: 'editor', via: 'token' });
    await lab.call('user.update', { id: userId, role: 'viewer' });
    expect(await who()).toMatchObject({ role: 'viewer' });
    await expect(lab.call('token.create', { name: 'x', role: 'admin' }, { caller: bot })).rejects.toEqual(
      coded('not-permitted', { needs: 'admin', has: 'editor' }),
    );
    const stranger = { ...callerAs('viewer'), userId: admin?.id ?? bot.userId };
    await expect(lab.call('token.delete', { id: token.id }, { caller: stranger })).rejects.toEqual(coded('not-found'));
    expect((await lab.call('token.list', {}, { caller: stranger })).items).toEqual([]);
    expect((await lab.call('token.list', {}, { caller: bot })).items).toEqual([
      expect.objectContaining({ name: 'ci', lastUsedAt: expect.any(String) }),
    ]);
    await clock.advance(24 * 3600 * 1000);
    await expect(who()).rejects.toEqual(coded('not-authenticated', { reason: 'expired' }));
    await lab.call('token.delete', { id: token.id }, { caller: bot });
    await expect(who()).rejects.toEqual(coded('not-authenticated', { reason: 'revoked' }));
  });

  it('that are stolen neither live on in others they make nor revoke what has more rights', async () => {
    const { id } = await lab.call('user.create', { name: 'owner', password: 'long enough 1', role: 'editor' });
    const owner = { ...callerAs('editor'), userId: asId<UserId>(id), name: 'owner' };
    const strong = await lab.call('token.create', { name: 'strong' }, { caller: owner });
    const weak = await lab.call('token.create', { name: 'weak', role: 'viewer', expiresInDays: 1 }, { caller: owner });
    const thief = await lab.app.access.authenticate({ kind: 'token', secret: weak.secret }, '192.0.2.9');
    const made = (expiresInDays?: number) =>
      lab.call('token.create', { name: 'made', expiresInDays }, { caller: thief }).then(({ token }) => token);
    for (const token of [await made(), await made(1)]) expect(token.expiresAt).toBe(weak.token.expiresAt);
    // Not shortened without a word.
    await expect(made(2)).rejects.toEqual(
      coded('invalid-input', { issues: [expect.objectContaining({ field: 'expiresInDays' })] }),
    );
    await expect(lab.call('token.delete', { id: strong.token.id }, { caller: thief })).rejects.toEqual(
      coded('not-permitted', { needs: 'editor', has: 'viewer' }),
    );
    await lab.call('token.delete', { id: weak.token.id }, { caller: thief });
    await lab.call('token.delete', { id: strong.token.id }, { caller: owner });
  });
});

describe('rights', () => {
  it.each(OPERATION_NAMES.flatMap((operation) => ROLES.map((role) => [operation, role] as const)))(
    '%s as %s',
    (operation, role) => {
      const { permission } = OPERATIONS[operation];
      const asked = () => lab.app.access.authorise(callerAs(role), operation, permission);
      if (may(role, permission)) expect(asked).not.toThrow();
      else expect(asked).toThrow(coded('not-permitted', { operation, has: role }));
      if (permission === 'public') expect(() => lab.app.access.authorise(null, operation, permission)).not.toThrow();
      else
        expect(() => lab.app.access.authorise(null, operation, permission)).toThrow(
          coded('not-authenticated', { reason: 'missing' }),
        );
    },
  );
});

describe('a repeat with the same idempotency key', () => {
  it('gets the secret of before, which is kept sealed: one invitation, one token', async () => {
    const user = await lab.call('user.create', { name: 'hasty', password: 'long enough 1', role: 'admin' });
    const caller = { ...callerAs('admin'), userId: asId<UserId>(user.id), name: 'hasty' };
    const context = { caller, idempotencyKey: 'once-invite' };
    const invited = await lab.call('host.invite', { validMinutes: 5 }, context);
    expect(await lab.call('host.invite', { validMinutes: 5 }, context)).toEqual(invited);
    await expect(lab.call('host.invite', { validMinutes: 6 }, context)).rejects.toEqual(coded('idempotency-mismatch'));
    expect(await lab.call('host.invite', { validMinutes: 5 }, { caller, idempotencyKey: 'another' })).not.toEqual(invited);
    const make = () => lab.call('token.create', { name: 'once' }, { caller, idempotencyKey: 'once-token' });
    const made = await make();
    expect(await make()).toEqual(made);
    const { items } = await lab.call('token.list', {});
    expect(items.filter(({ name }) => name === 'once')).toHaveLength(1);
    for (const key of ['once-invite', 'once-token']) {
      const kept = await lab.read.idempotency.get(caller.userId, key);
      expect(kept?.response).toMatch(/^v1\./);
      for (const secret of [invited.joinToken, made.secret]) expect(kept?.response).not.toContain(secret);
    }
  });

  it('is another request when it brings another password, of which nothing is kept', async () => {
    const { id } = await lab.call('user.create', { name: 'changer', password: 'long enough 1', role: 'viewer' });
    const change = (password: string) => lab.call('user.update', { id, password }, { idempotencyKey: 'new-password' });
    await change('long enough 2');
    await change('long enough 2');
    await expect(change('long enough 3')).rejects.toEqual(coded('idempotency-mismatch'));
    expect((await login('changer', 'long enough 2')).session.user.name).toBe('changer');
  });

  it('gets a console ticket of its own: each opens one console once', async () => {
    const id = await lab.vm('looked-at', true);
    const open = () => lab.call('vm.console', { id, kind: 'serial' }, { idempotencyKey: 'look' });
    expect((await open()).ticket).not.toBe((await open()).ticket);
  });
});

describe('a host', () => {
  const newKey = () =>
    generateKeyPairSync('ed25519', {
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
  const invite = async (validMinutes = 60) => parseJoinToken((await lab.call('host.invite', { validMinutes })).joinToken);
  type Key = ReturnType<typeof newKey>;
  const signed = (key: Key, message: string) => sign(null, Buffer.from(message), key.privateKey).toString('base64');
  const join = (token: { id: string; secret: string }, key: Key, hostName: string, agentAddress = '192.0.2.5:7443') => {
    const meshAddresses = ['/ip4/192.0.2.5/tcp/7445', '/ip4/127.0.0.1/tcp/7445'];
    const words = { tokenId: token.id, hostName, publicKey: key.publicKey, agentAddress, meshAddresses };
    const signature = signed(key, joinWords(words));
    return lab.call('enrolment.join', { ...words, secret: token.secret, signature }, anonymous());
  };
  const renew = (hostId: string, key: Key) => {
    const words = { hostId, publicKey: key.publicKey, agentAddress: '192.0.2.6:7443', meshAddresses: [] };
    return lab.call('enrolment.renew', { ...words, signature: signed(key, renewWords(words)) }, anonymous());
  };

  it('joins with a token that works once, renews, and is locked out when removed', async () => {
    const token = await invite();
    expect(token).toMatchObject({ fingerprint: 'f'.repeat(64), urls: ['https://controller.test:8443'] });
    const key = newKey();
    const joined = await join(token, key, 'pi');
    const peerId = createHostKeys().peerId(key.publicKey);
    expect(joined).toMatchObject({ caCertificate: 'CA', certificate: `certificate of ${joined.hostId}` });
    expect(joined.members.members).toContainEqual({
      hostId: joined.hostId,
      name: 'pi',
      peerId,
      addresses: ['/ip4/192.0.2.5/tcp/7445', '/ip4/127.0.0.1/tcp/7445'],
      urls: [],
    });
    expect(await lab.call('host.get', { id: joined.hostId })).toMatchObject({
      state: 'joining',
      peerId,
      agentAddress: '192.0.2.5:7443',
    });
    await expect(join(token, newKey(), 'other')).rejects.toEqual(coded('not-authenticated', { reason: 'used' }));

    const renewed = await renew(joined.hostId, key);
    expect(renewed.members.version).toBe(joined.members.version + 1);
    expect((await renew(joined.hostId, key)).members.version).toBe(renewed.members.version);
    await expect(renew(joined.hostId, newKey())).rejects.toEqual(coded('not-authenticated', { reason: 'wrong-credentials' }));

    const again = await join(await invite(), key, 'renamed');
    expect(again.hostId).toBe(joined.hostId);
    await lab.ended((await lab.call('host.remove', { id: joined.hostId })).task);
    await expect(renew(joined.hostId, key)).rejects.toEqual(coded('not-authenticated', { reason: 'revoked' }));
  });

  it('is not let in with a wrong secret, a false signature, an old token or a taken name; the token stays good', async () => {
    const token = await invite(10);
    const key = newKey();
    await expect(join({ ...token, secret: '0'.repeat(64) }, key, 'nas')).rejects.toEqual(
      coded('not-authenticated', { reason: 'wrong-credentials' }),
    );
    await expect(join(token, { ...newKey(), publicKey: key.publicKey }, 'nas')).rejects.toEqual(
      coded('not-authenticated', { reason: 'wrong-credentials' }),
    );
    await expect(join(token, key, 'lab')).rejects.toEqual(coded('already-exists', { kind: 'host' }));
    const both = await Promise.allSettled([join(token, key, 'nas'), join(token, newKey(), 'nas2')]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const late = await invite(1);
    await clock.advance(60_001);
    await expect(join(late, newKey(), 'late')).rejects.toEqual(coded('not-authenticated', { reason: 'expired' }));
  });
});

it('prunes nothing that is still good', async () => {
  const { secret } = await login('admin', kept);
  await lab.read.access.deleteExpired(new Date(clock.now()).toISOString());
  expect(await lab.app.access.authenticate({ kind: 'session', secret }, 'x')).toMatchObject({ name: 'admin' });
});
