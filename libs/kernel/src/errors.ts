/**
 * Coded errors: one closed union of codes, each with exact details.
 *
 * Every refusal anywhere in RapidVM is one of these. It says what failed (`message`), what stood in the way (`details`) and what to do
 * next (`hint`). Adapters map codes to HTTP, gRPC and exit codes at the very edge; nothing inside branches on text.
 */
import { isUuid } from './ids.ts';
import { kindWord, thingWords } from './words.ts';

/** One field of bad input: where, what was given, and the rule it broke. `value` is printable and never a secret. */
export interface FieldIssue {
  readonly field: string;
  readonly value: string;
  readonly rule: string;
}

/** The exact details that each code carries. */
export interface ErrorDetails {
  'invalid-input': { readonly issues: readonly FieldIssue[] };
  'not-found': { readonly kind: string; readonly id: string };
  'already-exists': { readonly kind: string; readonly name: string };
  'not-authenticated': { readonly reason: 'missing' | 'expired' | 'wrong-credentials' | 'revoked' | 'used' };
  'not-permitted': { readonly operation: string; readonly needs: string; readonly has: string };
  'wrong-state': {
    readonly kind: string;
    readonly id: string;
    readonly state: string;
    readonly action: string;
    readonly allowedIn: readonly string[];
  };
  'stale-generation': { readonly kind: string; readonly id: string; readonly given: number; readonly current: number };
  'in-use': { readonly kind: string; readonly id: string; readonly usedBy: readonly string[] };
  'idempotency-mismatch': { readonly key: string };
  'limit-exceeded': { readonly limit: string; readonly max: number; readonly unit: string };
  /** `refusals`: the nearest to fitting first, each with the change that would make it fit; `hosts`: how many were refused in all. */
  'no-host-fits': {
    readonly refusals: readonly {
      readonly host: string;
      readonly code: string;
      readonly reason: string;
      readonly change: string | null;
    }[];
    readonly hosts: number;
  };
  /** `stayed`: VMs that run on the host still, each with what would let it go; `vms`: how many there are in all. */
  'drain-incomplete': {
    readonly host: string;
    readonly moved: number;
    readonly stayed: readonly {
      readonly vm: string;
      readonly code: string;
      readonly reason: string;
      readonly change: string | null;
    }[];
    readonly vms: number;
  };
  'host-unreachable': { readonly host: string; readonly since: string; readonly cause: string };
  'storage-full': { readonly datastore: string; readonly neededBytes: number; readonly freeBytes: number };
  'storage-failed': { readonly datastore: string; readonly path: string; readonly cause: string };
  'path-outside-root': { readonly root: string; readonly path: string };
  'image-invalid': { readonly image: string; readonly problem: string };
  'qemu-failed': { readonly vm: string; readonly phase: string; readonly exitCode: number; readonly output: string };
  'qmp-failed': { readonly command: string; readonly errorClass: string; readonly description: string };
  'qmp-protocol': { readonly problem: string };
  'console-unavailable': { readonly vm: string; readonly console: string; readonly reason: string };
  'already-running': { readonly what: string; readonly owner: string };
  cancelled: { readonly task: string; readonly step: string };
  'timed-out': { readonly what: string; readonly afterMs: number };
  unavailable: { readonly what: string; readonly cause: string };
  'corrupt-file': { readonly path: string; readonly problem: string };
  unsupported: { readonly what: string; readonly need: string };
  'invalid-edge': { readonly machine: string; readonly from: string; readonly trigger: string };
  internal: { readonly cause: string };
}

export type ErrorCode = keyof ErrorDetails;

/** What crosses a wire or lands in a task row. */
export interface ErrorRecord {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly details: ErrorDetails[ErrorCode];
}

/** A refusal with a code. `message`: what failed, one sentence. `hint`: what to do next. */
export class RapidError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'RapidError';
  readonly code: C;
  readonly details: ErrorDetails[C];
  readonly hint: string;

  constructor(code: C, message: string, details: ErrorDetails[C], hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
    this.hint = hint;
  }

  /** The plain form, safe to serialise. */
  toRecord(): ErrorRecord {
    return { code: this.code, message: this.message, hint: this.hint, details: this.details };
  }
}

/** True when `error` is a RapidError, of one of `codes` if any are given. */
export function isRapidError<C extends ErrorCode>(error: unknown, ...codes: readonly C[]): error is RapidError<C> {
  return error instanceof RapidError && (codes.length === 0 || codes.some((code) => code === error.code));
}

/** Any thrown value as a record; what is not coded becomes `internal` with its text, so that nothing is ever lost. */
export function toErrorRecord(error: unknown): ErrorRecord {
  if (error instanceof RapidError) return error.toRecord();
  const cause = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    code: 'internal',
    message: 'Something went wrong inside RapidVM',
    hint: 'Look in the log for this time; if it happens again, report it with the log lines',
    details: { cause },
  };
}

/** A record that came over a wire or out of a row, as an error that can be thrown again. */
export function fromErrorRecord(record: ErrorRecord): RapidError {
  return new RapidError(record.code, record.message, record.details, record.hint);
}

/** Bad input: one error naming every field at fault. */
export function invalidInput(issues: readonly FieldIssue[]): RapidError<'invalid-input'> {
  const first = issues[0];
  const rest = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  const text = first ? `${first.field}: ${first.rule}, got ${first.value}${rest}` : 'The input is not valid';
  return new RapidError('invalid-input', text, { issues }, 'Correct the fields named and send the request again');
}

export function notFound(kind: string, id: string): RapidError<'not-found'> {
  const which = isUuid(id) ? `${kindWord(kind)} with the id ${id}` : thingWords(kind, id);
  return new RapidError('not-found', `There is no ${which}`, { kind, id }, `List the ${kindWord(kind)}s to see which there are`);
}

/** For the `default` of an exhaustive switch: a compile error when a case is missing. */
export function assertNever(value: never): never {
  throw new RapidError(
    'internal',
    'A case was not handled',
    { cause: `unexpected value ${JSON.stringify(value)}` },
    'Report this',
  );
}
