/** What can go wrong between us and an NFS server. */

/** Status codes of RFC 1813 section 2.6 by their number, in the words that Node uses for the same thing where it has one. */
export const STATUS_NAMES = {
  1: 'EPERM',
  2: 'ENOENT',
  5: 'EIO',
  6: 'ENXIO',
  13: 'EACCES',
  17: 'EEXIST',
  18: 'EXDEV',
  19: 'ENODEV',
  20: 'ENOTDIR',
  21: 'EISDIR',
  22: 'EINVAL',
  27: 'EFBIG',
  28: 'ENOSPC',
  30: 'EROFS',
  31: 'EMLINK',
  63: 'ENAMETOOLONG',
  66: 'ENOTEMPTY',
  69: 'EDQUOT',
  70: 'ESTALE',
  71: 'EREMOTE',
  10001: 'EBADHANDLE',
  10002: 'ENOTSYNC',
  10003: 'EBADCOOKIE',
  10004: 'ENOTSUPP',
  10005: 'ETOOSMALL',
  10006: 'ESERVERFAULT',
  10007: 'EBADTYPE',
  10008: 'EJUKEBOX',
} as const;

export type StatusName = (typeof STATUS_NAMES)[keyof typeof STATUS_NAMES];

/**
 * The server's answer (a status name), or what happened instead of one: it did not answer in time, it could not be reached, it refused who we say
 * we are, it sent what is no NFS, the client was closed, or the caller gave what the protocol has no room for.
 */
export type NfsErrorCode = StatusName | 'timed-out' | 'unreachable' | 'refused' | 'malformed' | 'closed' | 'invalid-argument';

export class NfsError extends Error {
  override readonly name = 'NfsError';
  readonly code: NfsErrorCode;
  /** The procedure or step, such as `WRITE` or `connect`. */
  readonly operation: string;

  constructor(code: NfsErrorCode, operation: string, detail: string) {
    super(`${operation}: ${detail} (${code})`);
    this.code = code;
    this.operation = operation;
  }
}

export function isNfsError(error: unknown, ...codes: readonly NfsErrorCode[]): error is NfsError {
  return error instanceof NfsError && (codes.length === 0 || codes.includes(error.code));
}

export function malformed(detail: string): NfsError {
  return new NfsError('malformed', 'decode', detail);
}

/** The error of an NFS status other than 0. A number that the RFC does not name is the server's fault. */
export function statusError(status: number, operation: string): NfsError {
  const name = Object.entries(STATUS_NAMES).find(([number]) => Number(number) === status)?.[1];
  return name === undefined
    ? new NfsError('malformed', operation, `the server answered status ${status}, which NFS version 3 does not have`)
    : new NfsError(name, operation, 'the server refused');
}
