/** Exit codes: documented, stable, the same for every verb. */
import type { ErrorCode } from '@rapidvm/kernel';

export const EXIT = {
  ok: 0,
  /** The server refused, or a task that was waited for failed. */
  failed: 1,
  /** The command line, or a value in it, is wrong. */
  usage: 2,
  notAuthenticated: 3,
  notPermitted: 4,
  notFound: 5,
  /** The server could not be reached, or its certificate is not trusted. */
  unreachable: 6,
  /** Not now: busy, unavailable or timed out. The same command may work later. */
  tryLater: 7,
  /** Ended by Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const BY_CODE: Readonly<Partial<Record<ErrorCode, ExitCode>>> = {
  'invalid-input': EXIT.usage,
  'path-outside-root': EXIT.usage,
  'not-authenticated': EXIT.notAuthenticated,
  'not-permitted': EXIT.notPermitted,
  'not-found': EXIT.notFound,
  unavailable: EXIT.tryLater,
  'host-unreachable': EXIT.tryLater,
  'limit-exceeded': EXIT.tryLater,
  'timed-out': EXIT.tryLater,
};

/** The exit code for a refusal by the server. Whatever is not listed has failed. */
export function exitCodeOf(code: ErrorCode): ExitCode {
  return BY_CODE[code] ?? EXIT.failed;
}

/** For `rapidvm help` and the guide. */
export const EXIT_CODE_HELP = `Exit codes:
  0  done
  1  refused, or a task that was waited for failed
  2  the command line or a value in it is wrong
  3  not logged in
  4  not permitted
  5  not found
  6  the server can't be reached, or its certificate is not trusted
  7  not available now; try again later
  130  interrupted`;
