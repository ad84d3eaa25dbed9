import type { Role } from '@rapidvm/domain';
import type { UserId } from '@rapidvm/kernel';
import { asId, newId, notFound, RapidError, toTimestamp } from '@rapidvm/kernel';
import { tell } from '../change/tell.ts';
import type { AppDeps } from '../deps.ts';
import { pageOf } from '../page-query.ts';
import type { Handler, Sealer, Stores, UserRecord } from '../ports/index.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import { toAuditView, toPage, toUserView } from '../views.ts';
import { newPassword } from './secrets.ts';

export function listUsers({ database }: Pick<AppDeps, 'database'>): Handler<'user.list'> {
  return async (_context, input) => toPage(await database.read.access.listUsers(pageOf(input)), toUserView);
}

export function listAudit({ database }: Pick<AppDeps, 'database'>): Handler<'audit.list'> {
  return async (_context, input) => toPage(await database.read.audit.list(pageOf(input)), toAuditView);
}

export function createUser({ changes, hasher, sealer, clock, rng }: UseCaseDeps): Handler<'user.create'> {
  return async (context, input) => {
    const passwordHash = await hasher.hash(input.password);
    return changes.makeAs(
      { operation: 'user.create', context, input: withoutPassword(sealer, input), subject: `user ${input.name}` },
      async (stores, caller) => {
        const user: UserRecord = {
          id: newId<UserId>(clock, rng),
          name: input.name,
          role: input.role,
          passwordHash,
          createdAt: toTimestamp(clock.now()),
        };
        await stores.access.insertUser(user);
        await tell(stores, 'user.changed', user, `${caller.name} made the account ${user.name}`, { role: user.role });
        return { answer: toUserView(user), subject: `user ${user.name} ${user.id}`, after: toUserView(user) };
      },
    );
  };
}

/** A new password ends every session of the account. Refuses `in-use` for the last admin's role. */
export function updateUser({ changes, hasher, sealer }: UseCaseDeps): Handler<'user.update'> {
  return async (context, input) => {
    const passwordHash = input.password === undefined ? undefined : await hasher.hash(input.password);
    return changes.makeAs(
      { operation: 'user.update', context, input: withoutPassword(sealer, input), subject: `user ${input.id}` },
      async (stores, caller) => {
        const before = await lockUser(stores, input.id);
        if (input.role !== undefined) await refuseIfLastAdmin(stores, before, input.role);
        const after = await stores.access.updateUser(before.id, {
          ...(input.role && { role: input.role }),
          ...(passwordHash && { passwordHash }),
        });
        if (passwordHash !== undefined) await stores.access.deleteSessionsOf(before.id);
        await tell(stores, 'user.changed', after, `${caller.name} changed the account ${after.name}`, { role: after.role });
        const change = { ...toUserView(after), passwordChanged: passwordHash !== undefined };
        return {
          answer: toUserView(after),
          subject: `user ${after.name} ${after.id}`,
          before: toUserView(before),
          after: change,
        };
      },
    );
  };
}

/** Its sessions and tokens go with it. Refuses `in-use` for the last admin. */
export function deleteUser({ changes }: UseCaseDeps): Handler<'user.delete'> {
  return (context, input) =>
    changes.makeAs({ operation: 'user.delete', context, input, subject: `user ${input.id}` }, async (stores, caller) => {
      const user = await lockUser(stores, input.id);
      await refuseIfLastAdmin(stores, user, null);
      await stores.access.deleteSessionsOf(user.id);
      await stores.access.deleteUser(user.id);
      await tell(stores, 'user.changed', user, `${caller.name} deleted the account ${user.name}`);
      return { answer: {}, subject: `user ${user.name} ${user.id}`, before: toUserView(user) };
    });
}

export const FIRST_USER = 'admin';

/**
 * Makes the first account when there is no admin, with a password made up here. `keep` must have written it down safely before the account
 * exists: a crash in between leaves a password without an account, and the next start makes another one.
 */
export async function bootstrapAdmin(
  { database, hasher, clock, rng }: Pick<AppDeps, 'database' | 'hasher' | 'clock' | 'rng'>,
  keep: (password: string) => Promise<void>,
): Promise<boolean> {
  if ((await database.read.access.countAdmins()) > 0) return false;
  const password = newPassword(rng);
  await keep(password);
  const passwordHash = await hasher.hash(password);
  return database.transaction(async (stores) => {
    await takeTurn(stores);
    if ((await stores.access.countAdmins()) > 0) return false;
    const user: UserRecord = {
      id: newId<UserId>(clock, rng),
      name: FIRST_USER,
      role: 'admin',
      passwordHash,
      createdAt: toTimestamp(clock.now()),
    };
    await stores.access.insertUser(user);
    await tell(stores, 'user.changed', user, 'The first account was made', { role: user.role });
    return true;
  });
}

/** The account, held until the transaction ends. Refuses `not-found`. */
export async function lockUser(stores: Stores, id: string): Promise<UserRecord> {
  await takeTurn(stores);
  const user = await stores.access.user(asId<UserId>(id));
  if (user === null) throw notFound('user', id);
  return user;
}

/** Changes of accounts go one after another: two admins who demote each other at the same moment must not both succeed. */
async function takeTurn(stores: Stores): Promise<void> {
  await stores.settings.increment('users.turn');
}

async function refuseIfLastAdmin(stores: Stores, user: UserRecord, newRole: Role | null): Promise<void> {
  if (user.role !== 'admin' || newRole === 'admin' || (await stores.access.countAdmins()) > 1) return;
  const details = { kind: 'user', id: user.id, usedBy: ['the last administrator'] };
  throw new RapidError('in-use', `${user.name} is the last administrator`, details, 'Make another administrator first');
}

/** A request is compared and kept by its digest: of the password only a mark goes into it, by which another password is told. */
function withoutPassword(sealer: Sealer, { password, ...rest }: { readonly password?: string | undefined }): object {
  return password === undefined ? rest : { ...rest, password: sealer.mark('password', password) };
}
