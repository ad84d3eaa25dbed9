/** One valid output for each operation: what a fake handler answers. */
import type { OperationName, OperationOutput } from '@rapidvm/operations';
import { OPERATIONS } from '@rapidvm/operations';
import { z } from 'zod';

export const SAMPLE_ID = '01890000-0000-7000-8000-000000000001';
const AT = '2026-01-01T00:00:00.000Z';

/** Values for fields whose schema alone does not say what makes sense. */
const NAMED: Readonly<Record<string, unknown>> = { nextCursor: null, progress: 0.5, cursor: 7, at: AT };

/** A value of the schema: first choice of enums, one item in lists, null where it may be. */
function sample(schema: z.core.$ZodType, field = ''): unknown {
  if (field in NAMED) return NAMED[field];
  if (schema instanceof z.ZodObject) {
    return Object.fromEntries(Object.entries(schema.shape).map(([key, part]) => [key, sample(part as z.core.$ZodType, key)]));
  }
  if (schema instanceof z.ZodArray) return [sample(schema.element)];
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodNullable) return null;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return undefined;
  if (schema instanceof z.ZodRecord) return { key: sample(schema.valueType) };
  if (schema instanceof z.ZodNumber) return 3;
  if (schema instanceof z.ZodBoolean) return true;
  if (schema instanceof z.ZodUUID) return SAMPLE_ID;
  if (schema instanceof z.ZodString) return field.endsWith('At') || field === 'since' ? AT : 'text';
  throw new Error(`no sample for ${schema.constructor.name} in ${field}`);
}

export function sampleOutput<K extends OperationName>(operation: K): OperationOutput<K> {
  return OPERATIONS[operation].output.parse(sample(OPERATIONS[operation].output)) as OperationOutput<K>;
}
