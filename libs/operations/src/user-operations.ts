/** Rows of the table of operations: accounts. */
import { ROLES } from '@rapidvm/domain';
import { z } from 'zod';
import type { OperationShape } from './operation.ts';
import { page, pageInput } from './paging.ts';
import * as s from './schemas.ts';

const byId = z.object({ id: s.idSchema });

export const USER_OPERATIONS = {
  'user.list': {
    summary: 'List accounts',
    permission: 'admin',
    rest: { method: 'GET', path: '/users' },
    grpc: 'AccessService/ListUsers',
    cli: 'user list',
    input: pageInput,
    output: page(s.userSchema),
    effect: 'read',
  },
  'user.create': {
    summary: 'Make an account',
    permission: 'admin',
    rest: { method: 'POST', path: '/users' },
    grpc: 'AccessService/CreateUser',
    cli: 'user create',
    input: z.object({
      name: z
        .string()
        .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'must be 1–63 lower-case letters, digits, dots, hyphens and underscores'),
      password: z.string().min(12, 'must have at least 12 characters').max(1024),
      role: z.enum(ROLES),
    }),
    output: s.userSchema,
    effect: 'change',
  },
  'user.update': {
    summary: "Change an account's role or password",
    permission: 'admin',
    rest: { method: 'PATCH', path: '/users/:id' },
    grpc: 'AccessService/UpdateUser',
    cli: 'user update',
    input: byId.extend({
      role: z.enum(ROLES).optional(),
      password: z.string().min(12, 'must have at least 12 characters').max(1024).optional(),
    }),
    output: s.userSchema,
    effect: 'change',
  },
  'user.change-password': {
    summary: 'Change your own password; your other sessions end, your API tokens stay',
    permission: 'self',
    rest: { method: 'PUT', path: '/session/password' },
    grpc: 'AccessService/ChangePassword',
    cli: 'passwd',
    input: z.object({
      currentPassword: z.string().min(1).max(1024).describe('The password you have now'),
      password: z.string().min(12, 'must have at least 12 characters').max(1024).describe('The new password'),
    }),
    output: z.object({}),
    effect: 'change',
  },
  'user.delete': {
    summary: 'Delete an account, its sessions and its tokens',
    permission: 'admin',
    rest: { method: 'DELETE', path: '/users/:id' },
    grpc: 'AccessService/DeleteUser',
    cli: 'user delete',
    input: byId,
    output: z.object({}),
    effect: 'change',
  },
} as const satisfies Readonly<Record<string, OperationShape>>;
