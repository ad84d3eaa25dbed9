/** Who is calling and what they may do: the door that the API edges knock at first. */
import type { Caller, Permission, Role } from '@rapidvm/domain';
import { LEAST_ROLE, may, ROLES } from '@rapidvm/domain';
import { RapidError, toTimestamp } from '@rapidvm/kernel';
import type { OperationInput, OperationName, SessionView } from '@rapidvm/operations';
import { AuditLog } from '../change/audit-log.ts';
import { notAuthenticated } from '../change/changes.ts';
import { tell } from '../change/tell.ts';
import type { AppDeps } from '../deps.ts';
import { APP_LIMITS } from '../limits.ts';
import type { CallContext, Credential, TokenRecord } from '../ports/index.ts';
import { toSessionView } from '../views.ts';
import { LoginLimiter } from './login-limiter.ts';
import { newSecret, TOKEN_PREFIX } from './secrets.ts';

export class AccessService {
  readonly #deps: Pick<AppDeps, 'database' | 'hasher' | 'keys' | 'clock' | 'rng' | 'logger'>;
  readonly #limiter: LoginLimiter;
  readonly #audit: AuditLog;

  constructor(deps: Pick<AppDeps, 'database' | 'hasher' | 'keys' | 'clock' | 'rng' | 'logger'>) {
    this.#deps = deps;
    this.#limiter = new LoginLimiter(deps.clock);
    this.#audit = new AuditLog(deps);
  }

  /** Who this is. Refuses `not-authenticated`. */
  async authenticate(credential: Credential, from: string): Promise<Caller> {
    return credential.kind === 'session' ? this.#bySession(credential.secret, from) : this.#byToken(credential.secret, from);
  }

  /** Refuses `not-authenticated` when there is no caller and one is needed, `not-permitted` when its role does not do. */
  authorise(caller: Caller | null, operation: OperationName, permission: Permission): void {
    if (permission === 'public') return;
    if (caller === null) throw notAuthenticated();
    if (may(caller.role, permission)) return;
    const details = { operation, needs: LEAST_ROLE[permission] ?? permission, has: caller.role };
    throw new RapidError(
      'not-permitted',
      `${operation} needs the role ${details.needs}, you have ${caller.role}`,
      details,
      'Ask an administrator for the role',
    );
  }

  /** Takes as long for a name that does not exist. Refuses `not-authenticated`, and `limit-exceeded` after too many failures. */
  async login(
    context: CallContext,
    { username, password }: OperationInput<'session.login'>,
  ): Promise<{ readonly session: SessionView; readonly secret: string }> {
    const { database, hasher, keys, clock, rng } = this.#deps;
    this.#limiter.attempt(username, context.from);
    const user = await database.read.access.userByName(username);
    const matches = await hasher.verify(user?.passwordHash ?? null, password);
    if (user === null || !matches) {
      const error = wrongCredentials();
      await this.#audit.refused(context, 'session.login', `user ${username}`, error);
      throw error;
    }
    this.#limiter.succeeded(username, context.from);
    const secret = newSecret(rng);
    const now = clock.now();
    const expiresAt = toTimestamp(now + APP_LIMITS.sessionMs);
    await database.transaction(async (stores) => {
      await stores.access.insertSession({
        secretHash: keys.sha256(secret),
        userId: user.id,
        createdAt: toTimestamp(now),
        expiresAt,
      });
      await tell(stores, 'session.started', user, `${user.name} logged in`, { from: context.from });
      const caller: Caller = { userId: user.id, name: user.name, role: user.role, via: 'session', from: context.from };
      await this.#audit.done(stores, { ...context, caller }, 'session.login', `user ${user.name}`, { after: { expiresAt } });
    });
    return { session: toSessionView(user, user.role, expiresAt), secret };
  }

  /**
   * The hash of the caller's password when this is that password, else null. A wrong one counts as a failed login. Refuses `limit-exceeded`
   * after too many of them.
   */
  async provenHash({ caller, from }: CallContext, password: string): Promise<string | null> {
    if (caller === null) throw notAuthenticated();
    this.#limiter.attempt(caller.name, from);
    const user = await this.#deps.database.read.access.user(caller.userId);
    if (!(await this.#deps.hasher.verify(user?.passwordHash ?? null, password))) return null;
    this.#limiter.succeeded(caller.name, from);
    return user?.passwordHash ?? null;
  }

  /** Ends the session; harmless when there is none. */
  async logout(context: CallContext, secret: string): Promise<void> {
    await this.#deps.database.transaction(async (stores) => {
      await stores.access.deleteSession(this.#deps.keys.sha256(secret));
      await this.#audit.done(stores, context, 'session.logout', `user ${context.caller?.name ?? 'anonymous'}`, {});
    });
  }

  /** Writes the audit row of a change that was refused before its handler ran. */
  async auditRefusal(context: CallContext, operation: OperationName, subject: string, error: RapidError): Promise<void> {
    await this.#audit.refused(context, operation, subject, error);
  }

  async #bySession(secret: string, from: string): Promise<Caller> {
    const { database, keys } = this.#deps;
    const session = await database.read.access.sessionByHash(keys.sha256(secret));
    if (session === null) throw refused('revoked', 'This session has ended');
    if (this.#isPast(session.expiresAt)) throw refused('expired', 'This session has expired');
    const user = await database.read.access.user(session.userId);
    if (user === null) throw refused('revoked', 'This account was deleted');
    return { userId: user.id, name: user.name, role: user.role, via: 'session', from };
  }

  async #byToken(secret: string, from: string): Promise<Caller> {
    const { database, keys } = this.#deps;
    const token = secret.startsWith(TOKEN_PREFIX) ? await database.read.access.tokenByHash(keys.sha256(secret)) : null;
    if (token === null) throw refused('revoked', 'There is no such API token; perhaps it was deleted');
    if (token.expiresAt !== null && this.#isPast(token.expiresAt)) throw refused('expired', 'This API token has expired');
    const user = await database.read.access.user(token.userId);
    if (user === null) throw refused('revoked', 'The account of this API token was deleted');
    await this.#touch(token);
    return {
      userId: user.id,
      name: user.name,
      role: lesserRole(token.role, user.role),
      via: 'token',
      tokenExpiresAt: token.expiresAt,
      from,
    };
  }

  async #touch({ id, lastUsedAt }: TokenRecord): Promise<void> {
    const now = this.#deps.clock.now();
    if (lastUsedAt !== null && now - Date.parse(lastUsedAt) < APP_LIMITS.tokenTouchMs) return;
    await this.#deps.database.read.access.touchToken(id, toTimestamp(now));
  }

  #isPast(timestamp: string): boolean {
    return Date.parse(timestamp) <= this.#deps.clock.now();
  }
}

/** What a token acts with: never more than its user has, nor than it was made for. */
export function lesserRole(one: Role, other: Role): Role {
  return ROLES.indexOf(one) <= ROLES.indexOf(other) ? one : other;
}

function wrongCredentials(): RapidError<'not-authenticated'> {
  return new RapidError(
    'not-authenticated',
    'Name or password is wrong',
    { reason: 'wrong-credentials' },
    'Check both and try again',
  );
}

function refused(reason: 'revoked' | 'expired', message: string): RapidError<'not-authenticated'> {
  return new RapidError('not-authenticated', message, { reason }, 'Log in again, or use another API token');
}
