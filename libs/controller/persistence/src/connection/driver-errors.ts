/** PostgreSQL's and the socket's errors as ours. Nothing outside this library sees a driver error. */
import { RapidError, isRapidError } from '@rapidvm/kernel';
import { z } from 'zod';

const codeSchema = z.object({ code: z.string() });
const constraintSchema = z.object({ constraint: z.string() });

/** SQLSTATE of PostgreSQL or `E…` of a socket, wherever in the chain of causes it is; null when there is none. */
export function driverCode(error: unknown): string | null {
  const found = codeSchema.safeParse(error);
  if (found.success) return found.data.code;
  return error instanceof Error && error.cause !== undefined ? driverCode(error.cause) : null;
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
/** A MAC address was drawn that a VM has: the work draws another when it is done again. */
const DRAWN_BEFORE = 'vm_mac_taken';

/** The transaction lost a race, or drew a number that was taken; the same work may succeed when done again. */
export function isRetryable(error: unknown): boolean {
  const code = driverCode(error);
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED || brokenConstraint(error) === DRAWN_BEFORE;
}

function brokenConstraint(error: unknown): string | null {
  return constraintSchema.safeParse(error).data?.constraint ?? null;
}

/** Of the server: shutting down, starting, a wait that took too long, out of connections or of memory or of disk. Of the socket: nobody there. */
const UNAVAILABLE_CODES: readonly string[] = [
  ...[
    '57P01',
    '57P02',
    '57P03',
    '57P05',
    '57014',
    '55P03',
    '53000',
    '53100',
    '53200',
    '53300',
    '53400',
    '58030',
    '25006',
    '28P01',
  ],
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
];
const CONNECTION_EXCEPTION_CLASS = '08';
/** What the driver says without a code when a connection breaks or none can be had in time. */
const UNAVAILABLE_TEXT =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Query read timeout|Driver not Connected|Cannot use a pool after calling end|Client was closed|Connection with .* is not established|Query runner already released|Transaction is not started)/;

/** Whether the error came from the driver or its socket, not from the work that used them. */
export function ofDriver(error: unknown): boolean {
  return (
    !(error instanceof RapidError) &&
    (driverCode(error) !== null || (error instanceof Error && UNAVAILABLE_TEXT.test(error.message)))
  );
}

/** Any error of the driver as a coded one; coded ones pass through. */
export function translate(error: unknown): RapidError {
  if (isRapidError(error)) return error;
  const code = driverCode(error);
  const cause = error instanceof Error ? error.message : String(error);
  const gone =
    code === null
      ? UNAVAILABLE_TEXT.test(cause)
      : UNAVAILABLE_CODES.includes(code) || code.startsWith(CONNECTION_EXCEPTION_CLASS);
  if (gone || isRetryable(error)) {
    return new RapidError(
      'unavailable',
      'The database cannot be used right now',
      { what: 'the database', cause },
      'Try again in a few seconds; if it lasts, look at the database server’s state and disk',
      error,
    );
  }
  return new RapidError(
    'internal',
    'The database refused what RapidVM asked of it',
    { cause: code === null ? cause : `${code}: ${cause}` },
    'Look in the log for this time; if it happens again, report it with the log lines',
    error,
  );
}

const FOREIGN_KEY_VIOLATION = '23503';
const UNIQUE_VIOLATION = '23505';

/** Whether `error` (a driver error or one of ours with it as its cause) breaks a foreign key. */
export function breaksForeignKey(error: unknown): boolean {
  return causeCode(error) === FOREIGN_KEY_VIOLATION;
}

export function breaksUnique(error: unknown): boolean {
  return causeCode(error) === UNIQUE_VIOLATION;
}

function causeCode(error: unknown): string | null {
  return error instanceof RapidError ? driverCode(error.cause) : driverCode(error);
}
