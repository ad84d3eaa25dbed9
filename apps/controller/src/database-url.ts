/** What the URL of the user's own PostgreSQL must be like. */
import { isIPv4 } from 'node:net';
import { invalidInput } from '@rapidvm/kernel';

/**
 * `text` as it is, when it is a `postgres://` URL whose connection nobody can read or take over: to a socket, to this machine, or with the
 * server's certificate and name checked. Refuses `invalid-input`, naming `field` and never the URL: it holds a password.
 */
export function checkDatabaseUrl(text: string, field: string): string {
  const url = parseDatabaseUrl(text);
  if (url === null) throw refused(field, 'must be a postgres:// URL');
  const host = url.searchParams.get('host') ?? url.hostname;
  if (staysHere(host) || url.searchParams.get('sslmode') === 'verify-full') return text;
  throw refused(
    field,
    `must have sslmode=verify-full (and sslrootcert=FILE where its authority is your own): ${host} is another machine`,
  );
}

/** Null when it is not one. Without a host, as for sockets, it is no URL to the standard, but one to every PostgreSQL client. */
export function parseDatabaseUrl(text: string): URL | null {
  const url = URL.parse(text.replace(/^(postgres(?:ql)?:\/\/(?:[^/@]*@)?)\//, '$1localhost/'));
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) ? url : null;
}

function staysHere(host: string): boolean {
  return (
    host.startsWith('/') ||
    host === 'localhost' ||
    host === '[::1]' ||
    host === '::1' ||
    (isIPv4(host) && host.startsWith('127.'))
  );
}

function refused(field: string, rule: string): Error {
  return invalidInput([{ field, value: '(not shown)', rule }]);
}
