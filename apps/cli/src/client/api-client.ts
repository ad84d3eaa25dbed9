/** REST over HTTPS: one call for each operation in the table, checked against its schema. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { RapidError } from '@rapidvm/kernel';
import type { OperationName, OperationOutput, OperationRequest } from '@rapidvm/operations';
import { OPERATIONS } from '@rapidvm/operations';
import type { Settings } from '../config/settings.ts';
import { MAX_ANSWER_BYTES, REQUEST_TIMEOUT_MS } from '../limits.ts';
import { connectionError } from './connection-error.ts';
import { parseJson } from './parse-json.ts';
import { refusalOf } from './problem.ts';

export const API_PREFIX = '/api/v1';
const BODY_METHODS: readonly string[] = ['POST', 'PUT', 'PATCH'];

/** Operations that answer once. */
export type UnaryOperation = Exclude<OperationName, 'event.watch'>;

export interface Answer<K extends OperationName> {
  /** As the server sent it: what --json prints. */
  readonly raw: unknown;
  readonly output: OperationOutput<K>;
  readonly headers: IncomingMessage['headers'];
}

export interface ApiClient {
  readonly settings: Settings;
  /** Throws RapidError for a refusal, CliError (exit 6) when the server can't be reached. */
  call<K extends UnaryOperation>(operation: K, input: OperationRequest<K>): Promise<Answer<K>>;
  /** Lets go of its connections. */
  close(): void;
}

/** A client; `headers` go with each request beside the token. `signal` ends what is under way. */
export function createApiClient(
  settings: Settings,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): ApiClient {
  const agent = new Agent({ keepAlive: true, ...(settings.ca === null ? {} : { ca: settings.ca }) });
  return {
    settings,
    close: () => agent.destroy(),
    async call(operation, input) {
      const { method, url, body } = buildRequest(settings.server, operation, input);
      const sent = { ...authorization(settings), ...headers, ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }) };
      const answer = await exchange({ method, url, body, headers: sent, agent, signal });
      return { raw: answer.body, output: checkedOutput(operation, answer.body), headers: answer.headers };
    },
  };
}

export function authorization({ token }: Settings): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

interface BuiltRequest {
  readonly method: string;
  readonly url: URL;
  readonly body: string | undefined;
}

/** Path fields into the path; the rest into the query of reads and deletes, into the body of changes. */
export function buildRequest(server: URL, operation: OperationName, input: object): BuiltRequest {
  const { rest } = OPERATIONS[operation];
  const fields = new Map<string, unknown>(Object.entries(input).filter(([, value]) => value !== undefined));
  const path = rest.path.replace(/:(\w+)/g, (_match, name: string) => {
    const value = fields.get(name);
    fields.delete(name);
    return encodeURIComponent(String(value));
  });
  const url = new URL(`${API_PREFIX}${path}`, server);
  const takesBody = BODY_METHODS.includes(rest.method);
  if (takesBody) return { method: rest.method, url, body: JSON.stringify(Object.fromEntries(fields)) };
  for (const [name, value] of fields) url.searchParams.set(name, Array.isArray(value) ? value.join(',') : String(value));
  return { method: rest.method === 'STREAM' ? 'GET' : rest.method, url, body: undefined };
}

function checkedOutput<K extends OperationName>(operation: K, body: unknown): OperationOutput<K> {
  const parsed = OPERATIONS[operation].output.safeParse(body);
  if (parsed.success) return parsed.data as OperationOutput<K>;
  const cause = parsed.error.issues
    .map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
    .slice(0, 3)
    .join('; ');
  throw new RapidError(
    'unavailable',
    'The server answered in a form that this rapidvm does not know',
    { what: operation, cause },
    'Use the rapidvm that belongs to this server',
  );
}

interface Exchange extends BuiltRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly agent: Agent;
  readonly signal: AbortSignal;
}

async function exchange({
  method,
  url,
  body,
  headers,
  agent,
  signal,
}: Exchange): Promise<{ body: unknown; headers: IncomingMessage['headers'] }> {
  const content =
    body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) };
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request(
        url,
        {
          method,
          agent,
          headers: { accept: 'application/json', ...content, ...headers },
          signal: AbortSignal.any([signal, timeout]),
        },
        resolve,
      );
      sent.on('error', reject).end(body);
    });
    const answer = await readJson(response);
    const status = response.statusCode ?? 0;
    if (status >= 200 && status < 300) return { body: answer, headers: response.headers };
    throw refusalOf(status, answer);
  } catch (error) {
    if (error instanceof RapidError) throw error;
    throw connectionError(url, error, signal);
  }
}

/** The JSON of an answer; undefined when it has none, which what reads it then says. Bounded. */
export async function readJson(response: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) {
      response.destroy();
      throw new RapidError(
        'limit-exceeded',
        'The answer is too large',
        { limit: 'answer', max: MAX_ANSWER_BYTES, unit: 'bytes' },
        'Ask for fewer rows with --limit',
      );
    }
    chunks.push(chunk);
  }
  return parseJson(Buffer.concat(chunks).toString('utf8'));
}
