/** Requests to the controller over HTTPS, trusting our CA alone. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { DetailedPeerCertificate } from 'node:tls';
import { connect } from 'node:tls';
import { RapidError } from '@rapidvm/kernel';
import { z } from 'zod';
import { MAX_ANSWER_BYTES, REQUEST_DEADLINE_MS } from './limits.ts';

/**
 * The CA certificate (PEM) that the server at `url` shows and whose SHA-256 is `fingerprint`. Nothing is sent and nothing believed before that is
 * found; the request that follows verifies the server against it in full. Refuses with `not-authenticated`, `host-unreachable`.
 */
export async function fetchAuthority(url: string, fingerprint: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const host = withoutBrackets(hostname);
  const socket = connect({
    host,
    port: Number(port || 443),
    rejectUnauthorized: false,
    minVersion: 'TLSv1.3',
    timeout: REQUEST_DEADLINE_MS,
  });
  socket.once('timeout', () => socket.destroy(new Error('no answer in time')));
  try {
    await once(socket, 'secureConnect');
    const found = chainOf(socket.getPeerCertificate(true)).find((raw) => sha256(raw) === fingerprint);
    if (found !== undefined) return toPem(found);
  } catch (error) {
    throw unreachable(url, error);
  } finally {
    socket.destroy();
  }
  const hint = 'Compare the address in the token with the controller’s, and look for something in between that ends TLS';
  throw new RapidError(
    'not-authenticated',
    `${url} is not the controller that made this token`,
    { reason: 'wrong-credentials' },
    hint,
  );
}

/** POSTs JSON and returns the answer's JSON. Throws the controller's own refusal; `host-unreachable` when it can't be asked. */
export async function postJson(url: string, caCertificate: string, body: object): Promise<unknown> {
  const payload = Buffer.from(JSON.stringify(body));
  const headers = { 'content-type': 'application/json', 'content-length': payload.length };
  const call = request(url, {
    method: 'POST',
    ca: caCertificate,
    minVersion: 'TLSv1.3',
    agent: false,
    headers,
    signal: AbortSignal.timeout(REQUEST_DEADLINE_MS),
  });
  let answer: { readonly status: number; readonly text: string };
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      call.once('response', resolve).once('error', reject).end(payload);
    });
    answer = { status: response.statusCode ?? 0, text: await readAll(response) };
  } catch (error) {
    throw unreachable(url, error);
  }
  const json = parseJson(answer.text);
  if (answer.status >= 200 && answer.status < 300) return json;
  throw refusalOf(url, answer.status, json);
}

const problemSchema = z.object({ code: z.string(), message: z.string(), hint: z.string(), details: z.unknown() });
const authDetails = z.object({ reason: z.enum(['missing', 'expired', 'wrong-credentials', 'revoked', 'used']) });
const cloneDetails = z.object({ what: z.string(), owner: z.string() });
const nameDetails = z.object({ kind: z.string(), name: z.string() });
const ageDetails = z.object({ what: z.string(), need: z.string() });

function refusalOf(url: string, status: number, json: unknown): RapidError {
  const problem = problemSchema.safeParse(json);
  const said = problem.success ? `${problem.data.message} (${problem.data.code})` : `HTTP ${status}`;
  const hint = problem.success ? problem.data.hint : 'Look in the controller’s log';
  if (status === 401) {
    const details = authDetails.catch({ reason: 'wrong-credentials' }).parse(problem.data?.details);
    return new RapidError('not-authenticated', `The controller refused: ${said}`, details, hint);
  }
  const clone = problem.data?.code === 'already-running' ? cloneDetails.safeParse(problem.data.details).data : undefined;
  if (clone !== undefined) return new RapidError('already-running', `The controller refused: ${said}`, clone, hint);
  const taken = problem.data?.code === 'already-exists' ? nameDetails.safeParse(problem.data.details).data : undefined;
  if (taken !== undefined) return new RapidError('already-exists', `The controller refused: ${said}`, taken, hint);
  const age = problem.data?.code === 'unsupported' ? ageDetails.safeParse(problem.data.details).data : undefined;
  if (age !== undefined) return new RapidError('unsupported', `The controller refused: ${said}`, age, hint);
  return new RapidError('unavailable', `The controller refused: ${said}`, { what: new URL(url).origin, cause: said }, hint);
}

async function readAll(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  const source: AsyncIterable<Buffer> = response;
  for await (const bytes of source) {
    length += bytes.length;
    if (length > MAX_ANSWER_BYTES)
      throw new RapidError(
        'limit-exceeded',
        'The answer is too long',
        { limit: 'answer', max: MAX_ANSWER_BYTES, unit: 'bytes' },
        'Report this',
      );
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not from our API, but from a proxy or another server: its status says the rest.
    return null;
  }
}

/** Every certificate shown, leaf first. The root refers to itself. */
function chainOf(leaf: DetailedPeerCertificate): Buffer[] {
  const chain: Buffer[] = [];
  for (let at: DetailedPeerCertificate | undefined = leaf; at?.raw !== undefined; at = at.issuerCertificate) {
    chain.push(at.raw);
    if (at.issuerCertificate === at) break;
  }
  return chain;
}

function sha256(der: Buffer): string {
  return createHash('sha256').update(der).digest('hex');
}

function toPem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

const withoutBrackets = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

const BAD_BY_OUR_CLOCK = ['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED'];

function unreachable(url: string, error: unknown): RapidError<'host-unreachable'> {
  const said = error instanceof Error ? error.message : String(error);
  const byClock = error instanceof Error && 'code' in error && BAD_BY_OUR_CLOCK.includes(String(error.code));
  const cause = byClock ? `${said} by this machine’s clock` : said;
  const details = { host: new URL(url).host, since: '', cause };
  return new RapidError(
    'host-unreachable',
    `The controller at ${url} can’t be reached: ${cause}`,
    details,
    byClock
      ? 'Compare this machine’s clock with the controller’s, and set it'
      : 'Check that it runs and that this host can connect to it',
    error,
  );
}
