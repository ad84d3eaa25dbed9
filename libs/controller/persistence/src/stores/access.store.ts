import type { AccessStore, InvitationRecord, PageQuery, SessionRecord, TokenRecord, UserRecord } from '@rapidvm/controller-app';
import type { ApiToken, Role, User } from '@rapidvm/domain';
import type { TokenId, UserId } from '@rapidvm/kernel';
import { notFound } from '@rapidvm/kernel';
import type { Page } from '@rapidvm/operations';
import { LessThan, Not } from 'typeorm';
import { timeOf } from '../connection/columns.ts';
import { breaksUnique } from '../connection/driver-errors.ts';
import type { Executor } from '../connection/executor.ts';
import { decodeCursor, nameKey, toPage, uuidKey } from '../connection/keyset.ts';
import {
  accountEntity,
  invitationEntity,
  sessionEntity,
  toApiToken,
  toSessionRecord,
  toTokenRecord,
  toUser,
  toUserRecord,
  tokenEntity,
} from '../rows/access.row.ts';
import { alreadyExists } from './refusals.ts';

const USERS_BY_NAME = { list: 'user', key: nameKey };
const TOKENS_BY_ID = { list: 'token', key: uuidKey };

export class PostgresAccessStore implements AccessStore {
  readonly #db: Executor;

  constructor(db: Executor) {
    this.#db = db;
  }

  async listUsers(page: PageQuery): Promise<Page<User>> {
    const after = decodeCursor(USERS_BY_NAME, page.cursor);
    const rows = await this.#db.with(accountEntity, (accounts) => {
      const query = accounts
        .createQueryBuilder('account')
        .orderBy('account.name')
        .limit(page.limit + 1);
      if (after !== null) query.where('account.name > :after', { after });
      return query.getMany();
    });
    return toPage(USERS_BY_NAME, page.limit, rows, { key: (row) => row.name, item: toUser });
  }

  async user(id: UserId): Promise<UserRecord | null> {
    const row = await this.#db.with(accountEntity, (accounts) => accounts.findOneBy({ id }));
    return row === null ? null : toUserRecord(row);
  }

  async userByName(name: string): Promise<UserRecord | null> {
    const row = await this.#db.with(accountEntity, (accounts) => accounts.findOneBy({ name }));
    return row === null ? null : toUserRecord(row);
  }

  async insertUser(user: UserRecord): Promise<void> {
    try {
      await this.#db.with(accountEntity, (accounts) => accounts.insert(user));
    } catch (error) {
      if (breaksUnique(error)) throw alreadyExists('user', user.name);
      throw error;
    }
  }

  async updateUser(id: UserId, change: { readonly role?: Role; readonly passwordHash?: string }): Promise<User> {
    const { role = null, passwordHash = null } = change;
    await this.#db.rows(
      'UPDATE account SET role = coalesce($2, role), password_hash = coalesce($3, password_hash) WHERE id = $1',
      [id, role, passwordHash],
    );
    const row = await this.#db.with(accountEntity, (accounts) => accounts.findOneBy({ id }));
    if (row === null) throw notFound('user', id);
    return toUser(row);
  }

  async deleteUser(id: UserId): Promise<void> {
    await this.#db.with(accountEntity, (accounts) => accounts.delete({ id }));
  }

  /** Locks the rows counted: of two transactions that each take one of the last two admins away, the second sees only one left. */
  async countAdmins(): Promise<number> {
    const rows = await this.#db.rows(`SELECT id FROM account WHERE role = 'admin' ORDER BY id FOR UPDATE`);
    return rows.length;
  }

  async listTokens(filter: { readonly userId?: UserId }, page: PageQuery): Promise<Page<ApiToken>> {
    const after = decodeCursor(TOKENS_BY_ID, page.cursor);
    const rows = await this.#db.with(tokenEntity, (tokens) => {
      const query = tokens
        .createQueryBuilder('token')
        .orderBy('token.id')
        .limit(page.limit + 1);
      if (filter.userId !== undefined) query.andWhere('token.userId = :user', { user: filter.userId });
      if (after !== null) query.andWhere('token.id > :after', { after });
      return query.getMany();
    });
    return toPage(TOKENS_BY_ID, page.limit, rows, { key: (row) => row.id, item: toApiToken });
  }

  async token(id: TokenId): Promise<TokenRecord | null> {
    const row = await this.#db.with(tokenEntity, (tokens) => tokens.findOneBy({ id }));
    return row === null ? null : toTokenRecord(row);
  }

  async tokenByHash(secretHash: string): Promise<TokenRecord | null> {
    const row = await this.#db.with(tokenEntity, (tokens) => tokens.findOneBy({ secretHash }));
    return row === null ? null : toTokenRecord(row);
  }

  async insertToken(token: TokenRecord): Promise<void> {
    await this.#db.with(tokenEntity, (tokens) => tokens.insert(token));
  }

  async touchToken(id: TokenId, at: string): Promise<void> {
    await this.#db.with(tokenEntity, (tokens) => tokens.update({ id }, { lastUsedAt: at }));
  }

  async deleteToken(id: TokenId): Promise<void> {
    await this.#db.with(tokenEntity, (tokens) => tokens.delete({ id }));
  }

  async sessionByHash(secretHash: string): Promise<SessionRecord | null> {
    const row = await this.#db.with(sessionEntity, (sessions) => sessions.findOneBy({ secretHash }));
    return row === null ? null : toSessionRecord(row);
  }

  async insertSession(session: SessionRecord): Promise<void> {
    await this.#db.with(sessionEntity, (sessions) => sessions.insert(session));
  }

  async deleteSession(secretHash: string): Promise<void> {
    await this.#db.with(sessionEntity, (sessions) => sessions.delete({ secretHash }));
  }

  async deleteSessionsOf(userId: UserId, except?: string): Promise<void> {
    const others = except === undefined ? {} : { secretHash: Not(except) };
    await this.#db.with(sessionEntity, (sessions) => sessions.delete({ userId, ...others }));
  }

  async deleteExpired(now: string): Promise<void> {
    const expired = { expiresAt: LessThan(now) };
    await this.#db.with(sessionEntity, (sessions) => sessions.delete(expired));
    await this.#db.with(invitationEntity, (invitations) => invitations.delete(expired));
    await this.#db.with(tokenEntity, (tokens) => tokens.delete(expired));
  }

  async insertInvitation(invitation: InvitationRecord): Promise<void> {
    await this.#db.with(invitationEntity, (invitations) => invitations.insert(invitation));
  }

  async takeInvitation(id: string): Promise<InvitationRecord | null> {
    const [taken] = await this.#db.rows<InvitationRow>(
      'DELETE FROM invitation WHERE id = $1 RETURNING id, secret_hash, expires_at, created_by',
      [id],
    );
    if (taken === undefined) return null;
    return { id: taken.id, secretHash: taken.secret_hash, expiresAt: timeOf(taken.expires_at), createdBy: taken.created_by };
  }
}

interface InvitationRow {
  readonly id: string;
  readonly secret_hash: string;
  readonly expires_at: Date;
  readonly created_by: string;
}
