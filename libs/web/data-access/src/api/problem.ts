import { RapidError, fromErrorRecord, isRapidError } from '@rapidvm/kernel';
import type { ErrorCode, ErrorRecord, FieldIssue } from '@rapidvm/kernel';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function isErrorRecord(value: unknown): value is ErrorRecord {
  return (
    isObject(value) && typeof value['code'] === 'string' && typeof value['message'] === 'string' && isObject(value['details'])
  );
}

/** The refusal in an answer that is not a success: its problem+json as the coded error it was, or what the status says when it has none. */
export function problemOf(status: number, body: unknown): RapidError {
  if (isErrorRecord(body)) return fromErrorRecord({ ...body, hint: typeof body.hint === 'string' ? body.hint : '' });
  const details = { what: 'the controller', cause: `HTTP ${status}` };
  return new RapidError(
    'unavailable',
    'The controller gave no proper answer',
    details,
    'Try again; if it stays, look in its log',
  );
}

/** No answer came at all. */
export function noAnswer(cause: unknown): RapidError {
  // Browsers have a word of their own for it (“Failed to fetch”, “Load failed”), which says no more than the message here does.
  const text = cause instanceof TypeError ? '' : cause instanceof Error ? cause.message : String(cause);
  const details = { what: 'the controller', cause: text };
  return new RapidError(
    'unavailable',
    'The controller cannot be reached',
    details,
    'Check that it runs and that you are on its network',
  );
}

/** Any thrown value as something to show. */
export function asRapidError(error: unknown): RapidError {
  if (isRapidError(error)) return error;
  const details = { cause: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  return new RapidError(
    'internal',
    'Something went wrong in this page',
    details,
    'Reload the page; if it happens again, report it',
  );
}

export function hasCode<C extends ErrorCode>(error: RapidError, code: C): error is RapidError<C> {
  return error.code === code;
}

/** The rules broken, by field (`labels.tier` → `labels`), so that each can be shown at its field. */
export function fieldProblems(error: RapidError): ReadonlyMap<string, string> {
  const issues: readonly FieldIssue[] = hasCode(error, 'invalid-input') ? error.details.issues : [];
  const byField = new Map<string, string>();
  for (const issue of issues) {
    const field = issue.field.split(/[.[]/)[0] ?? issue.field;
    if (!byField.has(field)) byField.set(field, issue.rule);
  }
  return byField;
}
