/** The few kinds of columns there are, so that every row reads alike. */
import type { EntitySchemaColumnOptions } from 'typeorm';
import { timestampText, wholeNumber } from '../connection/columns.ts';

type Options = Partial<EntitySchemaColumnOptions>;

export const uuid = (name: string, options: Options = {}): EntitySchemaColumnOptions => ({ type: 'uuid', name, ...options });
export const text = (name: string, options: Options = {}): EntitySchemaColumnOptions => ({ type: 'text', name, ...options });
export const json = (name: string, options: Options = {}): EntitySchemaColumnOptions => ({ type: 'jsonb', name, ...options });
export const time = (name: string, options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'timestamptz',
  name,
  transformer: timestampText,
  ...options,
});
export const whole = (name: string, options: Options = {}): EntitySchemaColumnOptions => ({
  type: 'bigint',
  name,
  transformer: wholeNumber,
  ...options,
});

export const KEY: Options = { primary: true };
export const OPTIONAL: Options = { nullable: true };

/** A CHECK that a column holds one of a closed set; the same text the migration has, as PostgreSQL compares names only. */
export function oneOf(
  name: string,
  column: string,
  values: readonly string[],
): { readonly name: string; readonly expression: string } {
  return { name, expression: `${column} IN (${values.map((value) => `'${value}'`).join(', ')})` };
}

export function notNegative(name: string, column: string): { readonly name: string; readonly expression: string } {
  return { name, expression: `${column} >= 0` };
}
