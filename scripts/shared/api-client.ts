import { request } from 'node:https';
import { z } from 'zod';
import { fromErrorRecord, RapidError, type ErrorRecord } from '@rapidvm/kernel';
import { OPERATIONS, type OperationName, type OperationOutput, type OperationRequest } from '@rapidvm/operations';

/** The public API as any program would use it: HTTPS with the installation's own certificate authority. */
export interface ApiClient {
  /** One operation of the table. Throws the refusal that the API answered with, or `unavailable` when there is no answer. */
  call<K extends OperationName>(name: K, input: OperationRequest<K>): Promise<OperationOutput<K>>;
  /** A client that proves itself with an API token. */
  withToken(token: string): ApiClient;
  /** Logs in; the client returned carries the session. */
  login(username: string, password: string): Promise<ApiClient>;
  /** The status of a plain GET of `path`, such as /readyz; null when nobody answers. */
  probe(path: string): Promise<number | null>;
}

export interface ApiAddress {
  readonly url: string;
  /** The certificate authority, PEM. */
  readonly ca: string;
  /** Milliseconds until an unanswered request is given up. */
  readonly timeoutMs: number;
}

interface Answer {
  readonly status: number;
  readonly cookie: string | null;
  readonly body: unknown;
}

const problemShape = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  details: z.record(z.string(), z.unknown()),
});

function isErrorRecord(value: z.infer<typeof problemShape>): value is ErrorRecord & z.infer<typeof problemShape> {
  return value.code !== '';
}

function unavailable(address: ApiAddress, cause: string): RapidError<'unavailable'> {
  return new RapidError(
    'unavailable',
    `${address.url} does not answer: ${cause}`,
    { what: address.url, cause },
    'See the controller log; ./rapidvm status tells what runs',
  );
}

function exchange(
  address: ApiAddress,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string | null,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, address.url),
      { method, headers, ca: address.ca, timeout: address.timeoutMs, agent: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('error', (error) => {
          reject(unavailable(address, error.message));
        });
        response.on('end', () => {
          const cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? null;
          const isJson = response.headers['content-type']?.includes('json') === true;
          resolve({ status: response.statusCode ?? 0, cookie, body: isJson && text !== '' ? JSON.parse(text) : {} });
        });
      },
    );
    sent.on('timeout', () => {
      sent.destroy(new Error(`no answer within ${address.timeoutMs} ms`));
    });
    sent.on('error', (error) => {
      reject(unavailable(address, error.message));
    });
    sent.end(body ?? undefined);
  });
}

/** The URL and body for an operation: fields named in the path go there, the rest into the query (GET, DELETE) or the body. */
function place(name: OperationName, input: Record<string, unknown>): { method: string; path: string; body: string | null } {
  const { method, path } = OPERATIONS[name].rest;
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const filled = path.replaceAll(/:(\w+)/g, (_, field: string) => {
    const value = rest.get(field);
    rest.delete(field);
    return encodeURIComponent(String(value));
  });
  const base = `/api/v1${filled}`;
  if (method !== 'GET' && method !== 'DELETE') return { method, path: base, body: JSON.stringify(Object.fromEntries(rest)) };
  const query = new URLSearchParams();
  for (const [field, value] of rest) for (const item of Array.isArray(value) ? value : [value]) query.append(field, String(item));
  return { method, path: query.size === 0 ? base : `${base}?${query.toString()}`, body: null };
}

/** `credential`: the headers that prove who asks. */
export function apiClient(address: ApiAddress, credential: Record<string, string> = {}): ApiClient {
  async function send(name: OperationName, input: Record<string, unknown>): Promise<Answer> {
    const { method, path, body } = place(name, input);
    const headers = { ...credential, ...(body === null ? {} : { 'content-type': 'application/json' }) };
    const answer = await exchange(address, method, path, headers, body);
    if (answer.status < 400) return answer;
    const problem = problemShape.safeParse(answer.body);
    if (problem.success && isErrorRecord(problem.data)) throw fromErrorRecord(problem.data);
    throw unavailable(address, `status ${answer.status}`);
  }
  return {
    async call(name, input) {
      const { body } = await send(name, input);
      // The schemas are those the server answers by; parsing gives the exact type of the operation.
      return parseOutput(name, body);
    },
    withToken: (token) => apiClient(address, { authorization: `Bearer ${token}` }),
    async login(username, password) {
      const { cookie } = await send('session.login', { username, password });
      if (cookie === null) throw unavailable(address, 'the answer to a login holds no session');
      return apiClient(address, { cookie });
    },
    async probe(path) {
      try {
        return (await exchange(address, 'GET', path, {}, null)).status;
      } catch (error) {
        if (error instanceof RapidError) return null;
        throw error;
      }
    },
  };
}

/** The table again, seen so that a name leads to the type of its output. */
const OUTPUTS: { readonly [K in OperationName]: { readonly output: z.ZodType<OperationOutput<K>> } } = OPERATIONS;

function parseOutput<K extends OperationName>(name: K, body: unknown): OperationOutput<K> {
  return OUTPUTS[name].output.parse(body);
}
