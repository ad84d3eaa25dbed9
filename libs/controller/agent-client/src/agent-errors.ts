/** What agents refuse, and what the way to them does, as our coded errors. */
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { fromErrorRecord, isRapidError, RapidError, toErrorRecord } from '@rapidvm/kernel';
import { parseErrorRecord } from './parse-error-record.ts';

/** Trailing metadata with the error record as JSON in UTF-8. */
const ERROR_TRAILER = 'rapidvm-error-bin';

/** Who was called, for the error's text. */
export interface Callee {
  readonly host: string;
  readonly what: string;
}

/** The agent's own coded error where it sent one; else what became of the call. */
export function toRapidError(error: unknown, callee: Callee, now: string): RapidError {
  if (isRapidError(error)) return error;
  if (!isServiceError(error)) return fromErrorRecord(toErrorRecord(error));
  const [trailer] = error.metadata.get(ERROR_TRAILER);
  const record = trailer === undefined ? null : parseErrorRecord(trailer.toString());
  if (record !== null) return fromErrorRecord(record);
  switch (error.code) {
    case status.UNAVAILABLE:
    case status.UNAUTHENTICATED:
      return hostUnreachable(callee.host, error.details, now, error);
    default: {
      const details = { what: `${callee.what} on ${callee.host}`, cause: `${status[error.code]}: ${error.details}` };
      return new RapidError(
        'unavailable',
        `The host ${callee.host} gave no answer that can be used`,
        details,
        'Look in its agent’s log, then try again',
        error,
      );
    }
  }
}

export function hostUnreachable(host: string, cause: string, since: string, error?: unknown): RapidError<'host-unreachable'> {
  return new RapidError(
    'host-unreachable',
    `The host ${host} can't be reached: ${cause}`,
    { host, since, cause },
    'Bring the host back, then try again',
    error,
  );
}

export function timedOut({ host, what }: Callee, afterMs: number): RapidError<'timed-out'> {
  return new RapidError(
    'timed-out',
    `The host ${host} did not answer in time`,
    { what: `${what} on ${host}`, afterMs },
    'Look at the host, then try again',
  );
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && 'metadata' in error && 'details' in error;
}
