import { OPERATIONS } from '@rapidvm/operations';
import type { OperationName } from '@rapidvm/operations';

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

/** An operation's input as its REST request. */
export function wireRequest(name: OperationName, input: object): WireRequest {
  const { method, path } = OPERATIONS[name].rest;
  const rest = new Map<string, unknown>(Object.entries(input));
  const filled = path.replaceAll(/:(\w+)/g, (_whole, field: string) => {
    const value = textOf(rest.get(field));
    rest.delete(field);
    return encodeURIComponent(value);
  });
  if (method !== 'GET' && method !== 'DELETE') return { method, path: `/api/v1${filled}`, body: Object.fromEntries(rest) };
  const query = new URLSearchParams([...rest].map(([key, value]) => [key, textOf(value)])).toString();
  return { method, path: `/api/v1${filled}${query === '' ? '' : `?${query}`}` };
}

/** As a URL carries it: lists joined by commas, what has no text form as JSON. */
function textOf(value: unknown): string {
  const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return parts
    .map((part) => (typeof part === 'string' ? part : (JSON.stringify(part) ?? '')))
    .join(',')
    .toWellFormed();
}
