import type { TokenId, UserId } from '@rapidvm/kernel';

export const ROLES = ['viewer', 'operator', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** `public`: no account needed. `self`: any account, about itself only. */
export const PERMISSIONS = ['public', 'self', 'view', 'operate', 'edit', 'admin'] as const;
export type Permission = (typeof PERMISSIONS)[number];

const GRANTS: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: ['public', 'self', 'view'],
  operator: ['public', 'self', 'view', 'operate'],
  editor: ['public', 'self', 'view', 'operate', 'edit'],
  admin: ['public', 'self', 'view', 'operate', 'edit', 'admin'],
};

/** The least role that has a permission; what a refusal names. */
export const LEAST_ROLE: Readonly<Record<Permission, Role | null>> = {
  public: null,
  self: 'viewer',
  view: 'viewer',
  operate: 'operator',
  edit: 'editor',
  admin: 'admin',
};

export function may(role: Role, permission: Permission): boolean {
  return GRANTS[role].includes(permission);
}

export interface User {
  readonly id: UserId;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
}

export interface ApiToken {
  readonly id: TokenId;
  readonly name: string;
  readonly userId: UserId;
  readonly role: Role;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

/** Who is calling, once known. A token acts with the lesser of its own role and its user's. */
export interface Caller {
  readonly userId: UserId;
  readonly name: string;
  readonly role: Role;
  readonly via: 'session' | 'token';
  /** When the token it came with expires, RFC 3339; null or absent: never, or there is none. */
  readonly tokenExpiresAt?: string | null;
  /** Remote address, for the audit log. */
  readonly from: string;
}

/** Who did what, from where, with what before and after. Never secrets. */
export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly from: string;
  readonly operation: string;
  readonly subject: string;
  readonly outcome: 'done' | 'refused';
  readonly before: string | null;
  readonly after: string | null;
}
