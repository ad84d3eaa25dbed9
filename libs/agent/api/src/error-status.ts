/** Coded errors as gRPC statuses: the one place where a code becomes a status. The record itself travels beside it, in full. */
import { Metadata, status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { ErrorCode } from '@rapidvm/kernel';
import { toErrorRecord } from '@rapidvm/kernel';

/** Trailing metadata with the error record as JSON in UTF-8. */
export const ERROR_TRAILER = 'rapidvm-error-bin';

const STATUS_OF: Readonly<Record<ErrorCode, status>> = {
  'invalid-input': status.INVALID_ARGUMENT,
  'not-found': status.NOT_FOUND,
  'already-exists': status.ALREADY_EXISTS,
  'not-authenticated': status.UNAUTHENTICATED,
  'not-permitted': status.PERMISSION_DENIED,
  'wrong-state': status.FAILED_PRECONDITION,
  'stale-generation': status.ABORTED,
  'in-use': status.FAILED_PRECONDITION,
  'idempotency-mismatch': status.ALREADY_EXISTS,
  'limit-exceeded': status.RESOURCE_EXHAUSTED,
  'no-host-fits': status.FAILED_PRECONDITION,
  'drain-incomplete': status.FAILED_PRECONDITION,
  'host-unreachable': status.UNAVAILABLE,
  'storage-full': status.RESOURCE_EXHAUSTED,
  'storage-failed': status.UNAVAILABLE,
  'path-outside-root': status.INVALID_ARGUMENT,
  'image-invalid': status.FAILED_PRECONDITION,
  'qemu-failed': status.INTERNAL,
  'qmp-failed': status.INTERNAL,
  'qmp-protocol': status.INTERNAL,
  'console-unavailable': status.FAILED_PRECONDITION,
  'already-running': status.FAILED_PRECONDITION,
  cancelled: status.CANCELLED,
  'timed-out': status.DEADLINE_EXCEEDED,
  unavailable: status.UNAVAILABLE,
  'corrupt-file': status.DATA_LOSS,
  unsupported: status.UNIMPLEMENTED,
  'invalid-edge': status.FAILED_PRECONDITION,
  internal: status.INTERNAL,
};

/** Characters of a status text: it travels as a header. The whole is in the trailer. */
const MAX_STATUS_TEXT_CHARS = 512;

/** Bytes of an error record: in a trailer, HTTP/2 peers refuse headers past 16 KiB. Longer texts in it are cut. */
const MAX_RECORD_BYTES = 8 * 1024;

export interface CodedStatus {
  readonly code: status;
  readonly details: string;
  readonly metadata: Metadata;
}

export function toStatus(error: unknown): CodedStatus {
  const record = toErrorRecord(error);
  const metadata = new Metadata();
  metadata.set(ERROR_TRAILER, encodeErrorRecord(error));
  return { code: STATUS_OF[record.code], details: record.message.slice(0, MAX_STATUS_TEXT_CHARS), metadata };
}

export function toServiceError(error: unknown): ServiceError {
  const coded = toStatus(error);
  return Object.assign(new Error(coded.details), coded);
}

/** Any error as a record, JSON in UTF-8, of a bounded length. */
export function encodeErrorRecord(error: unknown): Buffer {
  const record = toErrorRecord(error);
  for (let chars = MAX_RECORD_BYTES; ; chars = Math.floor(chars / 2)) {
    const text = JSON.stringify(record, (_key, value: unknown) => (typeof value === 'string' ? value.slice(0, chars) : value));
    const bytes = Buffer.from(text);
    if (bytes.length <= MAX_RECORD_BYTES || chars === 0) return bytes;
  }
}
