import { invalidInput } from '@rapidvm/kernel';
import type { RapidError } from '@rapidvm/kernel';
import { tell } from '../change/tell.ts';
import type { Handler } from '../ports/index.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import { toUserView } from '../views.ts';
import type { AccessService } from './access-service.ts';
import { lockUser } from './users.ts';

/**
 * The caller's own: proven by the one so far, because an open browser or a stolen token must not be enough to take an account over. Every
 * session of the account but the one that asks ends. Refuses `invalid-input` for a wrong password, `limit-exceeded` after too many.
 */
export function changePassword(
  { changes, hasher, sealer, keys }: UseCaseDeps,
  access: Pick<AccessService, 'provenHash'>,
): Handler<'user.change-password'> {
  return async (context, { currentPassword, password }) => {
    const proven = await access.provenHash(context, currentPassword);
    const passwordHash = proven === null ? null : await hasher.hash(password);
    const input = { currentPassword: sealer.mark('password', currentPassword), password: sealer.mark('password', password) };
    const subject = `user ${context.caller?.name ?? 'anonymous'}`;
    return changes.makeAs({ operation: 'user.change-password', context, input, subject }, async (stores, caller) => {
      const user = await lockUser(stores, caller.userId);
      // Changed by somebody else since it was proven: then it is no longer this one.
      if (passwordHash === null || user.passwordHash !== proven) throw wrongPassword();
      await stores.access.updateUser(user.id, { passwordHash });
      const { credential } = context;
      await stores.access.deleteSessionsOf(user.id, credential?.kind === 'session' ? keys.sha256(credential.secret) : undefined);
      await tell(stores, 'user.changed', user, `${user.name} changed their own password`, { role: user.role });
      return { answer: {}, subject: `user ${user.name} ${user.id}`, after: { ...toUserView(user), passwordChanged: true } };
    });
  };
}

function wrongPassword(): RapidError<'invalid-input'> {
  return invalidInput([{ field: 'currentPassword', value: '(hidden)', rule: 'is not the password of this account' }]);
}
