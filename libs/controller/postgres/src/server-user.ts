import { RapidError } from '@rapidvm/kernel';

/** Whom the server runs as. PostgreSQL refuses root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Debian's `nobody` and `nogroup`. */
const NOBODY: ServerUser = { uid: 65534, gid: 65534 };

/** The user for the server: the given one or `nobody` when we are root, else ourselves (null: nothing to switch to). */
export function chooseServerUser(wanted: ServerUser | undefined): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  const user = wanted ?? NOBODY;
  if (user.uid !== 0) return user;
  throw new RapidError(
    'unsupported',
    'PostgreSQL does not run as root',
    { what: 'embedded PostgreSQL as uid 0', need: 'an unprivileged uid' },
    'Choose another user for the database',
  );
}

/** The argument vector that runs `command` as `user` and ends it (fast shutdown) when this process ends, even by SIGKILL. */
export function commandAs(user: ServerUser | null, command: string, args: readonly string[]): readonly [string, ...string[]] {
  const identity = user === null ? [] : ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups'];
  return ['setpriv', ...identity, '--pdeathsig', 'INT', '--', command, ...args];
}
