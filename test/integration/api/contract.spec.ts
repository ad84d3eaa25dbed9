/** The table of operations, REST and the gRPC contract say the same. */
import { describe, expect, it } from 'vitest';
import { apiDescriptor } from '@rapidvm/contracts';
import { OPERATIONS, OPERATION_NAMES, errorRecordSchema } from '@rapidvm/operations';
import type { OperationName, OperationShape } from '@rapidvm/operations';
import { z } from 'zod';

interface FieldJson {
  readonly type: string;
  readonly rule?: string | undefined;
  readonly keyType?: string;
  readonly options?: { readonly proto3_optional?: boolean };
}

interface MethodJson {
  readonly requestType: string;
  readonly responseType: string;
  readonly responseStream?: boolean;
}

/** A message or a service of the descriptor. */
interface EntryJson {
  readonly fields?: Readonly<Record<string, FieldJson>>;
  readonly methods?: Readonly<Record<string, MethodJson>>;
}

const namespace: unknown = apiDescriptor.nested.rapidvm.nested.api.nested.v1.nested;
const v1 = namespace as Readonly<Record<string, EntryJson>>;
const withGrpc = OPERATION_NAMES.filter((name) => OPERATIONS[name].grpc !== null);
const methodOf = (name: OperationName): MethodJson | undefined => {
  const [service, method] = String(OPERATIONS[name].grpc).split('/') as [string, string];
  return v1[service]?.methods?.[method];
};

/** Differences between a zod shape and a message, deep. Empty: they carry the same. */
function differences(schema: z.core.$ZodType, field: FieldJson, where: string): string[] {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    const inner = schema.unwrap();
    const canBeAbsent = field.options?.proto3_optional === true || field.rule === 'repeated' || field.keyType !== undefined;
    return [...(canBeAbsent ? [] : [`${where}: must be optional in the message`]), ...differences(inner, field, where)];
  }
  if (schema instanceof z.ZodArray)
    return field.rule === 'repeated'
      ? differences(schema.element, { ...field, rule: undefined }, where)
      : [`${where}: must be repeated`];
  if (schema instanceof z.ZodRecord) return field.keyType === 'string' ? [] : [`${where}: must be a map`];
  if (schema instanceof z.ZodObject) return messageDifferences(schema, field.type, where);
  const types =
    schema instanceof z.ZodNumber ? ['uint32', 'uint64', 'double'] : schema instanceof z.ZodBoolean ? ['bool'] : ['string'];
  return types.includes(field.type) ? [] : [`${where}: is ${field.type}, must be ${types.join(' or ')}`];
}

function messageDifferences(schema: z.ZodObject, message: string, where: string): string[] {
  const fields: Record<string, FieldJson> = { ...v1[message]?.fields };
  if (v1[message] === undefined) return [`${where}: there is no message ${message}`];
  const found = Object.entries<z.core.$ZodType>(schema.shape).flatMap(([key, part]) => {
    const isDetails = schema === errorRecordSchema && key === 'details';
    const name = isDetails ? 'detailsJson' : key.replaceAll('MiB', 'Mib');
    const field = fields[name];
    delete fields[name];
    if (field === undefined) return [`${where}.${name}: is missing in ${message}`];
    return isDetails ? [] : differences(part, field, `${where}.${name}`);
  });
  return [...found, ...Object.keys(fields).map((name) => `${where}.${name}: is in ${message} but not in the table`)];
}

describe('the table of operations', () => {
  it.each(withGrpc)('%s has its gRPC method, and both carry the same fields', (name) => {
    const method = methodOf(name)!;
    expect(method, `${OPERATIONS[name].grpc} is not in proto/api/v1/api.proto`).toBeDefined();
    expect(Boolean(method.responseStream)).toBe(OPERATIONS[name].effect === 'stream');
    expect(messageDifferences(OPERATIONS[name].input, method.requestType, `${name} input`)).toEqual([]);
    expect(messageDifferences(OPERATIONS[name].output, method.responseType, `${name} output`)).toEqual([]);
  });

  it('every gRPC method is an operation', () => {
    const methods = Object.entries(v1).flatMap(([service, { methods: own }]) =>
      Object.keys(own ?? {}).map((method) => `${service}/${method}`),
    );
    expect(methods.sort()).toEqual(withGrpc.map((name) => OPERATIONS[name].grpc).sort());
  });

  it('only what needs cookies or agents has no gRPC method', () => {
    const without = OPERATION_NAMES.filter((name) => OPERATIONS[name].grpc === null);
    expect(without).toEqual(['session.login', 'session.logout', 'enrolment.join', 'enrolment.renew', 'enrolment.hello']);
  });

  it('every operation has a REST route of its own whose path fields it takes', () => {
    const routes = OPERATION_NAMES.map((name) => `${OPERATIONS[name].rest.method} ${OPERATIONS[name].rest.path}`);
    expect(new Set(routes).size).toBe(OPERATION_NAMES.length);
    for (const name of OPERATION_NAMES) {
      const { rest, input }: OperationShape = OPERATIONS[name];
      for (const [, field] of rest.path.matchAll(/:(\w+)/g)) expect(Object.keys(input.shape)).toContain(field);
    }
  });
});
