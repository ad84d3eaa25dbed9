/** Accounts, tokens, the audit log and what is shown only once. */
import type { OperationOutput, UserView } from '@rapidvm/operations';
import type { Style } from './text.ts';
import { ago, block, listing, printable, state } from './text.ts';

export function sessionFields({
  user,
  permissions,
  expiresAt,
}: OperationOutput<'session.get'>): readonly (readonly [string, string | null])[] {
  return [
    ['User', printable(user.name)],
    ['Role', user.role],
    ['May', permissions.join(', ')],
    ['Until', expiresAt],
  ];
}

export function session(output: OperationOutput<'session.get'>): string {
  return block(sessionFields(output));
}

export function users({ items }: OperationOutput<'user.list'>, style: Style): string {
  return listing(
    'No accounts',
    ['NAME', 'ROLE', 'CREATED', 'ID'],
    items.map((item) => [printable(item.name), item.role, ago(style, item.createdAt), item.id]),
  );
}

export function user(item: UserView): string {
  return block([
    ['Name', item.name],
    ['Role', item.role],
    ['Id', item.id],
    ['Created', item.createdAt],
  ]);
}

export function tokens({ items }: OperationOutput<'token.list'>, style: Style): string {
  const rows = items.map((token) => [
    printable(token.name),
    token.role,
    ago(style, token.createdAt),
    token.expiresAt ?? 'never',
    ago(style, token.lastUsedAt),
    token.id,
  ]);
  return listing('No tokens', ['NAME', 'ROLE', 'CREATED', 'EXPIRES', 'USED', 'ID'], rows);
}

/** The secret alone, so that it can go into a file: rapidvm token create ci > token */
export function newToken({ secret }: OperationOutput<'token.create'>): string {
  return secret;
}

/** The line to be pasted alone, for the same reason; the token where there is none. */
export function invitation({ command, joinToken }: OperationOutput<'host.invite'>): string {
  return command ?? joinToken;
}

export function ticket({ ticket: secret, path, protocol, expiresAt }: OperationOutput<'vm.console'>): string {
  return block([
    ['Path', path],
    ['Protocol', protocol],
    ['Ticket', secret],
    ['Until', expiresAt],
  ]);
}

export function audit({ items }: OperationOutput<'audit.list'>, style: Style): string {
  const rows = items.map((entry) => [
    entry.at,
    printable(entry.actor),
    printable(entry.from),
    entry.operation,
    printable(entry.subject),
    state(style, entry.outcome),
  ]);
  return listing('Nothing has been changed yet', ['AT', 'WHO', 'FROM', 'OPERATION', 'SUBJECT', 'OUTCOME'], rows);
}
