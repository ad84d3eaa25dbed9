import type { InvitationRecord, SessionRecord, TokenRecord, UserRecord } from '@rapidvm/controller-app';
import type { ApiToken, User } from '@rapidvm/domain';
import { ROLES } from '@rapidvm/domain';
import { asId } from '@rapidvm/kernel';
import { EntitySchema } from 'typeorm';
import { KEY, OPTIONAL, oneOf, text, time, uuid } from './columns.ts';

export type AccountEntity = Omit<UserRecord, 'id'> & { readonly id: string };

export const accountEntity = new EntitySchema<AccountEntity>({
  name: 'account',
  columns: {
    id: uuid('id', KEY),
    name: text('name'),
    role: text('role'),
    passwordHash: text('password_hash'),
    createdAt: time('created_at'),
  },
  uniques: [{ name: 'account_name_unique', columns: ['name'] }],
  checks: [oneOf('account_role_known', 'role', ROLES)],
});

export type TokenEntity = Omit<TokenRecord, 'id' | 'userId'> & { readonly id: string; readonly userId: string };

export const tokenEntity = new EntitySchema<TokenEntity>({
  name: 'api_token',
  columns: {
    id: uuid('id', KEY),
    name: text('name'),
    userId: uuid('user_id'),
    role: text('role'),
    secretHash: text('secret_hash'),
    createdAt: time('created_at'),
    expiresAt: time('expires_at', OPTIONAL),
    lastUsedAt: time('last_used_at', OPTIONAL),
  },
  uniques: [{ name: 'api_token_secret_unique', columns: ['secretHash'] }],
  checks: [oneOf('api_token_role_known', 'role', ROLES)],
  indices: [{ name: 'api_token_by_user', columns: ['userId'] }],
  foreignKeys: [
    { name: 'api_token_account', target: 'account', columnNames: ['userId'], referencedColumnNames: ['id'], onDelete: 'CASCADE' },
  ],
});

export type SessionEntity = Omit<SessionRecord, 'userId'> & { readonly userId: string };

export const sessionEntity = new EntitySchema<SessionEntity>({
  name: 'session',
  columns: {
    secretHash: text('secret_hash', KEY),
    userId: uuid('user_id'),
    createdAt: time('created_at'),
    expiresAt: time('expires_at'),
  },
  indices: [{ name: 'session_by_user', columns: ['userId'] }],
  foreignKeys: [
    { name: 'session_account', target: 'account', columnNames: ['userId'], referencedColumnNames: ['id'], onDelete: 'CASCADE' },
  ],
});

export const invitationEntity = new EntitySchema<InvitationRecord>({
  name: 'invitation',
  columns: {
    id: text('id', KEY),
    secretHash: text('secret_hash'),
    expiresAt: time('expires_at'),
    createdBy: text('created_by'),
  },
});

export function toUser({ id, name, role, createdAt }: AccountEntity): User {
  return { id: asId(id), name, role, createdAt };
}

export function toUserRecord(row: AccountEntity): UserRecord {
  return { ...row, id: asId(row.id) };
}

export function toApiToken({ secretHash: _, ...row }: TokenEntity): ApiToken {
  return { ...row, id: asId(row.id), userId: asId(row.userId) };
}

export function toTokenRecord(row: TokenEntity): TokenRecord {
  return { ...row, id: asId(row.id), userId: asId(row.userId) };
}

export function toSessionRecord(row: SessionEntity): SessionRecord {
  return { ...row, userId: asId(row.userId) };
}
