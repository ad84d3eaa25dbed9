/** Turns what came over a wire into an operation's input, or refuses it naming every field at fault. */
import { invalidInput } from '@rapidvm/kernel';
import type { FieldIssue } from '@rapidvm/kernel';
import type { OperationInput, OperationName } from '@rapidvm/operations';
import { OPERATIONS } from '@rapidvm/operations';
import type { z } from 'zod';
import { ruleWords } from './rule-words.ts';

/** Longest piece of a bad value that is given back: enough to recognise it. */
const SHOWN_CHARS = 64;
/** Issues told at once: a body of a thousand wrong keys must not make an answer larger than itself. */
const MAX_ISSUES = 20;
const SECRET_FIELDS = new Set(['password', 'currentPassword', 'secret', 'signature', 'ticket', 'publicKey']);

/** Checks `raw` against the operation's schema: defaults filled in, unknown fields refused by name. Refuses `invalid-input`. */
export function checkInput<K extends OperationName>(operation: K, raw: unknown): OperationInput<K> {
  const schema: z.ZodObject = OPERATIONS[operation].input;
  const result = schema.strict().safeParse(raw, { error: ruleWords });
  if (!result.success) throw invalidInput(issuesOf(result.error.issues, raw, Object.keys(schema.shape)).slice(0, MAX_ISSUES));
  const unstorable = unstorableTexts(result.data, '');
  if (unstorable.length > 0) throw invalidInput(unstorable.slice(0, MAX_ISSUES));
  // The table ties this schema to OperationInput<K>; the compiler can't follow that through the index.
  return result.data as OperationInput<K>;
}

function issuesOf(issues: readonly z.core.$ZodIssue[], raw: unknown, known: readonly string[]): FieldIssue[] {
  return issues.flatMap((issue): FieldIssue[] => {
    if (issue.code === 'unrecognized_keys') {
      const rule =
        known.length === 0 ? 'is not known here; this takes no fields' : `is not known here; known: ${known.join(', ')}`;
      return issue.keys.map((key) => ({ field: clip(key), value: show(valueAt(raw, [...issue.path, key]), key), rule }));
    }
    const field = issue.path.map(String).join('.') || '(input)';
    return [{ field: clip(field), value: show(valueAt(raw, issue.path), String(issue.path.at(-1) ?? '')), rule: issue.message }];
  });
}

/** Texts that no row can hold: PostgreSQL knows no U+0000, UTF-8 no half of a surrogate pair. Only what the schema let through is walked. */
function unstorableTexts(value: unknown, field: string): FieldIssue[] {
  if (typeof value === 'string') {
    if (!value.includes('\u0000') && value.isWellFormed()) return [];
    const rule = 'must be Unicode text without U+0000';
    return [{ field: clip(field), value: show(value.toWellFormed(), field), rule }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [
    ...unstorableTexts(key, field),
    ...unstorableTexts(part, field === '' ? key : `${field}.${key}`),
  ]);
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function show(value: unknown, field: string): string {
  if (SECRET_FIELDS.has(field)) return '(hidden)';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return clip(JSON.stringify(value));
}

function clip(text: string): string {
  return text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text;
}
