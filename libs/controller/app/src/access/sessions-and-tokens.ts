import type { Caller, Role } from '@rapidvm/domain';
import { may } from '@rapidvm/domain';
import type { TokenId } from '@rapidvm/kernel';
import { asId, DAY_MS, newId, notFound, RapidError, toTimestamp } from '@rapidvm/kernel';
import { notAuthenticated } from '../change/changes.ts';
import { tell } from '../change/tell.ts';
import type { AppDeps } from '../deps.ts';
import { APP_LIMITS } from '../limits.ts';
import { pageOf } from '../page-query.ts';
import type { Handler, TokenRecord } from '../ports/index.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import { toPage, toSessionView, toTokenView } from '../views.ts';
import { lesserRole } from './access-service.ts';
import { newSecret, TOKEN_PREFIX } from './secrets.ts';

/** Who am I and what may I do, with the role this call has: a token's may be less than its user's. */
export function getSession({ database }: Pick<AppDeps, 'database'>): Handler<'session.get'> {
  return async ({ caller }) => {
    const user = caller === null ? null : await database.read.access.user(caller.userId);
    if (caller === null || user === null) throw notAuthenticated();
    return toSessionView({ ...user, role: caller.role }, caller.role, null);
  };
}

/** An admin sees all, others their own. */
export function listTokens({ database }: Pick<AppDeps, 'database'>): Handler<'token.list'> {
  return async ({ caller }, input) => {
    if (caller === null) throw notAuthenticated();
    const filter = may(caller.role, 'admin') ? {} : { userId: caller.userId };
    return toPage(await database.read.access.listTokens(filter, pageOf(input)), toTokenView);
  };
}

/**
 * The secret is in the answer only. What a token makes ends with it at the latest: a stolen one must not live on in another. Refuses
 * `not-permitted` for a role above the caller's own, `invalid-input` for more days than the caller's token has left.
 */
export function createToken({ changes, keys, clock, rng }: UseCaseDeps): Handler<'token.create'> {
  return (context, input) =>
    changes.makeAs({ operation: 'token.create', context, input, subject: `token ${input.name}` }, async (stores, caller) => {
      const role = input.role ?? caller.role;
      if (lesserRole(role, caller.role) !== role) {
        const details = { operation: 'token.create', needs: role, has: caller.role };
        throw new RapidError(
          'not-permitted',
          'A token can’t have more rights than its maker',
          details,
          'Ask for your own role or less',
        );
      }
      const own = await stores.access.listTokens({ userId: caller.userId }, { limit: APP_LIMITS.tokensPerUser });
      if (own.items.length >= APP_LIMITS.tokensPerUser) {
        const details = { limit: 'API tokens of an account', max: APP_LIMITS.tokensPerUser, unit: 'tokens' };
        throw new RapidError(
          'limit-exceeded',
          'You have as many API tokens as you can have',
          details,
          'Delete those that are not used',
        );
      }
      const secret = TOKEN_PREFIX + newSecret(rng);
      const now = clock.now();
      const record: TokenRecord = {
        id: newId<TokenId>(clock, rng),
        name: input.name,
        userId: caller.userId,
        role,
        secretHash: keys.sha256(secret),
        createdAt: toTimestamp(now),
        expiresAt: endOf(caller, input.expiresInDays, now),
        lastUsedAt: null,
      };
      await stores.access.insertToken(record);
      await tell(stores, 'token.changed', record, `${caller.name} made the API token ${record.name}`, { role });
      const token = toTokenView(record);
      return { answer: { token, secret }, subject: `token ${record.name} ${record.id}`, after: token };
    });
}

/**
 * When a token ends that was asked for `days` from `now`; null: never. At the latest with the token that asks: unasked it ends then, and what was
 * asked for is refused when a whole day of it would be lost. The day that the asking token has begun counts whole.
 */
function endOf({ tokenExpiresAt = null }: Caller, days: number | undefined, now: number): string | null {
  if (tokenExpiresAt === null) return days === undefined ? null : toTimestamp(now + days * DAY_MS);
  const latest = Date.parse(tokenExpiresAt);
  if (days === undefined) return tokenExpiresAt;
  const most = Math.ceil((latest - now) / DAY_MS);
  if (days <= most) return toTimestamp(Math.min(now + days * DAY_MS, latest));
  const rule = `must be at most ${most}: a token ends with the one that made it, ${tokenExpiresAt}`;
  const issues = [{ field: 'expiresInDays', value: String(days), rule }];
  throw new RapidError(
    'invalid-input',
    `expiresInDays ${rule}; got ${days}`,
    { issues },
    'Ask for fewer days, or make it with a login that lasts as long',
  );
}

/**
 * One's own, or as an admin anybody's; that another's exists is not told. Refuses `not-permitted` for a token that would revoke one with more
 * rights than its own.
 */
export function deleteToken({ changes }: UseCaseDeps): Handler<'token.delete'> {
  return (context, input) =>
    changes.makeAs({ operation: 'token.delete', context, input, subject: `token ${input.id}` }, async (stores, caller) => {
      const token = await stores.access.token(asId<TokenId>(input.id));
      if (token === null || (token.userId !== caller.userId && !may(caller.role, 'admin'))) throw notFound('token', input.id);
      if (caller.via === 'token' && lesserRole(token.role, caller.role) !== token.role) throw aboveIt(token.role, caller.role);
      await stores.access.deleteToken(token.id);
      await tell(stores, 'token.changed', token, `${caller.name} deleted the API token ${token.name}`);
      return { answer: {}, subject: `token ${token.name} ${token.id}`, before: toTokenView(token) };
    });
}

function aboveIt(needs: Role, has: Role): RapidError<'not-permitted'> {
  const details = { operation: 'token.delete', needs, has };
  return new RapidError('not-permitted', 'A token can’t revoke one with more rights', details, 'Log in, and revoke it yourself');
}
