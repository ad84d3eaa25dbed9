/** The OpenAPI 3.1 document of the REST API, made from the table of operations. */
import { OPERATIONS, OPERATION_NAMES, repeatRule } from '@rapidvm/operations';
import type { OperationName, OperationShape } from '@rapidvm/operations';
import { z } from 'zod';
import { HTTP_LIMITS } from '../limits.ts';

type Json = Record<string, unknown>;

const PROBLEM: Json = {
  type: 'object',
  description: 'A refusal (RFC 9457). `code` is the same in REST, gRPC and the command line.',
  required: ['type', 'title', 'status', 'code', 'message', 'hint', 'details'],
  properties: {
    type: { type: 'string', description: 'urn:rapidvm:error:<code>' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    message: { type: 'string', description: 'What failed' },
    hint: { type: 'string', description: 'What to do next' },
    details: { type: 'object', description: 'What stood in the way' },
  },
};

/** Deterministic: the same table, the same document. */
export function openApiDocument(): Json {
  const schemas: Json = { Problem: PROBLEM };
  const paths: Record<string, Json> = {};
  for (const name of OPERATION_NAMES) {
    const operation: OperationShape = OPERATIONS[name];
    if (operation.rest.method === 'STREAM') continue;
    const path = operation.rest.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.rest.method.toLowerCase()]: describe(name, operation, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'RapidVM',
      version: 'v1',
      description: 'The public API. Events come over the WebSocket /api/v1/events/stream.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-rapidvm' },
      },
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => a.localeCompare(b))),
    },
  };
}

function describe(name: OperationName, operation: OperationShape, schemas: Json): Json {
  const rule = repeatRule(name);
  const takesKey = rule === 'same-answer' || rule === 'same-answer-sealed';
  const inPath = [...operation.rest.path.matchAll(/:(\w+)/g)].map((match) => String(match[1]));
  const fields = Object.keys(operation.input.shape);
  const takesBody = operation.rest.method !== 'GET' && operation.rest.method !== 'DELETE';
  const inQuery = takesBody ? [] : fields.filter((field) => !inPath.includes(field));
  const inBody = takesBody ? fields.filter((field) => !inPath.includes(field)) : [];
  const status = operation.effect === 'task' ? '202' : '2XX';
  return {
    operationId: name,
    summary: operation.summary,
    description: `Permission: ${operation.permission}. gRPC: ${operation.grpc ?? 'none'}. Command: ${operation.cli ?? 'none'}.`,
    tags: [name.split('.')[0]],
    ...(operation.permission === 'public' ? { security: [] } : {}),
    parameters: [
      ...inPath.map((field) => parameter(operation, field, 'path', schemas)),
      ...inQuery.map((field) => parameter(operation, field, 'query', schemas)),
      ...(takesKey
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: false,
              schema: { type: 'string', maxLength: HTTP_LIMITS.idempotencyKeyChars },
            },
          ]
        : []),
    ],
    ...(inBody.length === 0 ? {} : { requestBody: body(operation.input, inPath, schemas) }),
    responses: {
      [status]: {
        description: 'Done',
        content: { 'application/json': { schema: schemaOf(operation.output, 'output', schemas) } },
      },
      default: {
        description: 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function body(input: z.ZodObject, inPath: readonly string[], schemas: Json): Json {
  const all: z.core.$ZodShape = input.shape;
  const shape = Object.entries(all).filter(([field]) => !inPath.includes(field));
  const schema = inPath.length === 0 ? input : z.object(Object.fromEntries(shape));
  // An absent body is as good as an empty one.
  return {
    required: !z.object(Object.fromEntries(shape)).safeParse({}).success,
    content: { 'application/json': { schema: schemaOf(schema, 'input', schemas) } },
  };
}

function parameter(operation: OperationShape, field: string, place: 'path' | 'query', schemas: Json): Json {
  const shape: z.core.$ZodShape = operation.input.shape;
  const schema = shape[field];
  if (schema === undefined) return { name: field, in: place, required: true, schema: { type: 'string' } };
  const json = schemaOf(schema, 'input', schemas);
  const list = json['type'] === 'array' ? { style: 'form', explode: false } : {};
  return { name: field, in: place, required: place === 'path', ...list, schema: json };
}

/** JSON Schema of a shape; named shapes (`.meta({ id })`) move into `schemas` and are referred to. */
function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output', schemas: Json): Json {
  const text = JSON.stringify(z.toJSONSchema(schema, { io })).replaceAll('#/$defs/', '#/components/schemas/');
  const { $schema: _dialect, $defs, id, ...json } = JSON.parse(text) as Json;
  for (const [key, { id: _id, ...definition }] of Object.entries(($defs ?? {}) as Record<string, Json>))
    schemas[key] = definition;
  if (typeof id !== 'string') return json;
  schemas[id] = json;
  return { $ref: `#/components/schemas/${id}` };
}
