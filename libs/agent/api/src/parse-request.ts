/** From a message off the wire to a checked value, or one coded refusal that names every field at fault. */
import type { FieldIssue } from '@rapidvm/kernel';
import { invalidInput } from '@rapidvm/kernel';
import type { z } from 'zod';
import { MAX_TOLD_VALUE_CHARS } from './limits.ts';

/** Stands for a message whose bytes are not one. The gRPC library would answer such bytes itself, without a code of ours. */
export class MalformedMessage {
  readonly problem: string;
  readonly length: number;

  constructor(problem: string, length: number) {
    this.problem = problem;
    this.length = length;
  }
}

/** Throws `invalid-input`. */
export function parseRequest<T>(schema: z.ZodType<T>, message: unknown): T {
  if (message instanceof MalformedMessage) {
    throw invalidInput([
      { field: 'message', value: `${message.length} bytes`, rule: `is not a message of this call (${message.problem})` },
    ]);
  }
  const result = schema.safeParse(message);
  if (result.success) return result.data;
  throw invalidInput(result.error.issues.map((issue) => toFieldIssue(issue, message)));
}

function toFieldIssue(issue: z.core.$ZodIssue, message: unknown): FieldIssue {
  const field = issue.path.join('.');
  return { field: field === '' ? 'message' : field, value: printable(valueAt(message, issue.path)), rule: issue.message };
}

function valueAt(message: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    message,
  );
}

function printable(value: unknown): string {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length <= MAX_TOLD_VALUE_CHARS ? text : `${text.slice(0, MAX_TOLD_VALUE_CHARS)}…`;
}
