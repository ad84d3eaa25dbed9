/** Refusals as RFC 9457 problem documents. */
import type { ErrorRecord } from '@rapidvm/kernel';
import { RapidError, notFound, toErrorRecord } from '@rapidvm/kernel';
import { CODE_PLACES, httpStatusOf, publicRecord } from '../dispatch/error-status.ts';
import { HTTP_LIMITS } from '../limits.ts';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

export interface Problem extends ErrorRecord {
  /** Names the code; not an address. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
}

/** `status`: only where HTTP itself knows better than the code (405, 415, 431). */
export function problemOf(record: ErrorRecord, status = httpStatusOf(record)): Problem {
  return { type: `urn:rapidvm:error:${record.code}`, title: CODE_PLACES[record.code].title, status, ...publicRecord(record) };
}

/** What Fastify and Nest refuse by themselves, in our codes; null for anything else. Nest keeps only the status of Fastify's errors. */
export function problemOfFramework(error: unknown): Problem | null {
  if (!(error instanceof Error)) return null;
  const status: unknown = Reflect.get(error, 'statusCode') ?? Reflect.get(error, 'status');
  if (typeof status !== 'number' || status < 400 || status > 499) return null;
  if (status === 404) return problemOf(notFound('route', error.message.replace(/^Cannot /, '').slice(0, 128)).toRecord());
  if (status === 413) return problemOf(bodyTooLarge().toRecord());
  if (status === 415) return problemOf(unsupportedMedia().toRecord(), status);
  return problemOf(malformed(error.message).toRecord(), status);
}

/** Any thrown value as a problem. */
export function toProblem(error: unknown): Problem {
  if (error instanceof RapidError) return problemOf(error.toRecord());
  return problemOfFramework(error) ?? problemOf(toErrorRecord(error));
}

export function malformed(rule: string): RapidError {
  const issues = [{ field: '(request)', value: '', rule: rule.slice(0, 200) }];
  const hint = 'Correct the request and send it again';
  return new RapidError('invalid-input', `The request can not be read: ${rule.slice(0, 200)}`, { issues }, hint);
}

function bodyTooLarge(): RapidError {
  const details = { limit: 'request body', max: HTTP_LIMITS.bodyBytes, unit: 'bytes' };
  return new RapidError('limit-exceeded', 'The request body is too large', details, 'Send less in one request');
}

function unsupportedMedia(): RapidError {
  const details = { what: 'this Content-Type', need: 'application/json' };
  return new RapidError('unsupported', 'The body is not JSON', details, 'Send Content-Type: application/json');
}
