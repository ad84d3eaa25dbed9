/** The broken rule in words that continue “NAME …”, for schemas that bring none of their own: people see it beside the field. */
import { anyOf, counted } from '@rapidvm/kernel';
import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;
type Bound = Extract<Issue, { code?: 'too_small' | 'too_big' }>;

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** What has a length rather than a size, and what it is counted in. */
const COUNTED: Readonly<Record<string, string>> = { string: 'character', array: 'entry' };

/** Undefined where the validator's own words have to do. */
export function ruleWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'too_small':
      return issue.minimum === 1 && issue.origin in COUNTED ? 'must not be empty' : boundWords(issue, 'least', issue.minimum);
    case 'too_big':
      return boundWords(issue, 'most', issue.maximum);
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : typeWords(issue.expected);
    case 'invalid_value':
      return `must be ${anyOf(issue.values.map(String))}`;
    case 'invalid_format':
      return issue.format === 'uuid' ? 'must be an id, like 01234567-89ab-7cde-8f01-23456789abcd' : undefined;
    case 'invalid_key':
      return `has a name that ${issue.issues[0]?.message ?? 'can not be taken'}`;
    default:
      return undefined;
  }
}

function boundWords(issue: Bound, which: 'least' | 'most', bound: number | bigint): string | undefined {
  if (issue.inclusive === false) return undefined;
  const unit = COUNTED[issue.origin];
  if (unit === undefined) return `must be at ${which} ${bound}`;
  return `must have at ${which} ${counted(Number(bound), unit, unit === 'entry' ? 'entries' : undefined)}`;
}

function typeWords(expected: string): string | undefined {
  const kind = KINDS[expected];
  return kind === undefined ? undefined : `must be ${kind}`;
}
