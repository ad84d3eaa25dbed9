/** Between gRPC messages and the operations' shapes, guided by the zod schema. The wire's field names differ in one thing only: `Mib` for `MiB`. */
import { errorRecordSchema } from '@rapidvm/operations';
import { z } from 'zod';

/** Plain-object form of a message, as proto-loader makes it with LOADER_OPTIONS. */
export type Message = Readonly<Record<string, unknown>>;

/** Name of a field in the generated message types. */
export function wireName(field: string): string {
  return field.replaceAll('MiB', 'Mib');
}

/** A request message as operation input: what the sender left out is left out, so that defaults apply. */
export function toInput(schema: z.ZodObject, message: Message): Record<string, unknown> {
  const fields = Object.entries(shapeOf(schema)).map(([field, part]) => [field, message[wireName(field)], part] as const);
  return Object.fromEntries(fields.filter(([, value, part]) => !isAbsent(value, part)).map(([field, value]) => [field, value]));
}

/** proto3 can't tell an empty list from none; where a list may be absent it is. */
function isAbsent(value: unknown, schema: z.core.$ZodType): boolean {
  if (value === undefined) return true;
  return Array.isArray(value) && value.length === 0 && schema instanceof z.ZodOptional;
}

/** An operation's output as a message: null becomes absent, an error's details become JSON text. */
export function toMessage(schema: z.core.$ZodType, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return toMessage(schema.unwrap(), value);
  if (schema instanceof z.ZodArray && Array.isArray(value)) return value.map((item) => toMessage(schema.element, item));
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object') return value;
  const fields = Object.entries(shapeOf(schema)).map(([field, part]): [string, unknown] => {
    const inner: unknown = Reflect.get(value, field);
    return schema === errorRecordSchema && field === 'details'
      ? ['detailsJson', JSON.stringify(inner)]
      : [wireName(field), toMessage(part, inner)];
  });
  return Object.fromEntries(fields.filter(([, inner]) => inner !== undefined));
}

/** zod's own type of it says `any`. */
function shapeOf(schema: z.ZodObject): z.core.$ZodShape {
  return schema.shape;
}
