/** Gathers an operation's input from path, query and body. Texts become what the schema wants; checking comes later. */
import type { FieldIssue } from '@rapidvm/kernel';
import { invalidInput } from '@rapidvm/kernel';
import type { OperationName } from '@rapidvm/operations';
import { OPERATIONS } from '@rapidvm/operations';
import { z } from 'zod';

export interface RequestParts {
  readonly params: Readonly<Record<string, string>>;
  /** A key given twice has a list of values. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Parsed JSON; undefined when the request had none. */
  readonly body: unknown;
}

/**
 * Reads take their fields from the query, changes from the body; path fields count in both. A field in the wrong place is refused by
 * name rather than ignored. Refuses `invalid-input`.
 */
export function collectInput(operation: OperationName, parts: RequestParts): unknown {
  const { input, rest } = OPERATIONS[operation];
  const takesBody = rest.method !== 'GET' && rest.method !== 'STREAM' && rest.method !== 'DELETE';
  const body = parts.body ?? {};
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw invalidInput([{ field: '(body)', value: Array.isArray(body) ? 'a list' : typeof body, rule: 'must be a JSON object' }]);
  }
  const misplaced = [
    ...(takesBody
      ? misplacedFields(parts.query, 'belongs in the body, not in the query')
      : misplacedFields(body, 'has no place here: this request takes no body')),
    ...misplacedFields(parts.params, 'is given in the path already', takesBody ? body : parts.query),
  ];
  if (misplaced.length > 0) throw invalidInput(misplaced);
  return { ...(takesBody ? body : fromQuery(input.shape, parts.query)), ...parts.params };
}

function misplacedFields(fields: object, rule: string, among: object = fields): FieldIssue[] {
  const keys = Object.keys(fields).filter((key) => Object.hasOwn(among, key));
  return keys.slice(0, MAX_ISSUES).map((key) => ({ field: key.slice(0, 64), value: '(not shown)', rule }));
}
const MAX_ISSUES = 20;

function fromQuery(shape: z.ZodRawShape, query: RequestParts['query']): Record<string, unknown> {
  const entries = Object.entries(query).map(([key, text]) => {
    const schema = Object.hasOwn(shape, key) ? shape[key] : undefined;
    return [key, schema === undefined ? text : coerce(schema, text)] as const;
  });
  return Object.fromEntries(entries);
}

/** `a,b` and a repeated key are lists; numbers and booleans are read. What can't be read stays text, for the schema to refuse. */
function coerce(schema: z.core.$ZodType, text: string | readonly string[]): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return coerce(schema.unwrap(), text);
  if (schema instanceof z.ZodArray) {
    const parts = typeof text === 'string' ? text.split(',') : text.flatMap((part) => part.split(','));
    return parts.filter((part) => part !== '');
  }
  if (typeof text !== 'string') return text;
  if (schema instanceof z.ZodNumber) return /^-?\d{1,16}$/.test(text) ? Number(text) : text;
  if (schema instanceof z.ZodBoolean) return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}
