/** Every error code's place in HTTP and gRPC. One row a code: a new code does not compile until it has one. */
import type { ErrorCode, ErrorRecord } from '@rapidvm/kernel';

interface CodePlace {
  readonly http: number;
  /** A grpc-js status number. */
  readonly grpc: number;
  /** Short title for people, the same for every error of this code. */
  readonly title: string;
}

const GRPC = {
  cancelled: 1,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

export const CODE_PLACES: Readonly<Record<ErrorCode, CodePlace>> = {
  'invalid-input': { http: 400, grpc: GRPC.invalidArgument, title: 'The request is not valid' },
  'path-outside-root': { http: 400, grpc: GRPC.invalidArgument, title: 'The path leads outside its folder' },
  'not-authenticated': { http: 401, grpc: GRPC.unauthenticated, title: 'Not logged in' },
  'not-permitted': { http: 403, grpc: GRPC.permissionDenied, title: 'Not permitted' },
  'not-found': { http: 404, grpc: GRPC.notFound, title: 'Not found' },
  'already-exists': { http: 409, grpc: GRPC.alreadyExists, title: 'Exists already' },
  'wrong-state': { http: 409, grpc: GRPC.failedPrecondition, title: 'Not possible in this state' },
  'stale-generation': { http: 409, grpc: GRPC.aborted, title: 'Changed by someone else meanwhile' },
  'in-use': { http: 409, grpc: GRPC.failedPrecondition, title: 'In use' },
  'no-host-fits': { http: 409, grpc: GRPC.failedPrecondition, title: 'No host fits' },
  'drain-incomplete': { http: 409, grpc: GRPC.failedPrecondition, title: 'The host is not empty' },
  'console-unavailable': { http: 409, grpc: GRPC.failedPrecondition, title: 'The console is not available' },
  'already-running': { http: 409, grpc: GRPC.failedPrecondition, title: 'Runs already' },
  'invalid-edge': { http: 409, grpc: GRPC.failedPrecondition, title: 'Not possible in this state' },
  cancelled: { http: 409, grpc: GRPC.cancelled, title: 'Cancelled' },
  'idempotency-mismatch': { http: 422, grpc: GRPC.invalidArgument, title: 'The idempotency key was used for another request' },
  'image-invalid': { http: 422, grpc: GRPC.failedPrecondition, title: 'The image is not usable' },
  unsupported: { http: 422, grpc: GRPC.unimplemented, title: 'Not supported' },
  'limit-exceeded': { http: 429, grpc: GRPC.resourceExhausted, title: 'A limit is reached' },
  internal: { http: 500, grpc: GRPC.internal, title: 'Internal error' },
  'corrupt-file': { http: 500, grpc: GRPC.internal, title: 'A file is damaged' },
  'qemu-failed': { http: 502, grpc: GRPC.internal, title: 'QEMU failed' },
  'qmp-failed': { http: 502, grpc: GRPC.internal, title: 'QEMU refused a command' },
  'qmp-protocol': { http: 502, grpc: GRPC.internal, title: 'QEMU answered out of turn' },
  'host-unreachable': { http: 503, grpc: GRPC.unavailable, title: 'The host can not be reached' },
  'storage-failed': { http: 503, grpc: GRPC.unavailable, title: 'The datastore failed' },
  unavailable: { http: 503, grpc: GRPC.unavailable, title: 'Not available now' },
  'timed-out': { http: 504, grpc: GRPC.deadlineExceeded, title: 'Took too long' },
  'storage-full': { http: 507, grpc: GRPC.resourceExhausted, title: 'The datastore is full' },
};

const PAYLOAD_TOO_LARGE = 413;

/** The HTTP status of an error. A limit on bytes is a body that is too large; any other limit passes with time. */
export function httpStatusOf(record: ErrorRecord): number {
  if (record.code === 'limit-exceeded' && 'unit' in record.details && record.details.unit === 'bytes') return PAYLOAD_TOO_LARGE;
  return CODE_PLACES[record.code].http;
}

/** What may leave the controller: an `internal` error's cause stays in its log. */
export function publicRecord(record: ErrorRecord): ErrorRecord {
  return record.code === 'internal' ? { ...record, details: { cause: 'See the log of the controller' } } : record;
}
