import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { RapidError } from '@rapidvm/kernel';
import { OPERATIONS } from '@rapidvm/operations';
import { z } from 'zod';
import { SAMPLE_ID } from './support/sample-outputs.ts';
import type { Answer, TestServer } from './support/test-server.ts';
import { bearer, startTestServer } from './support/test-server.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.ports.calls.length = 0;
  server.ports.refusals.length = 0;
  server.ports.answers.clear();
});
const asAdmin = bearer('admin');

const invalid = z.object({
  details: z.object({ issues: z.array(z.object({ field: z.string(), value: z.string(), rule: z.string() })) }),
});
const issuesOf = (answer: Answer) => invalid.parse(answer.json).details.issues;

describe('input', () => {
  it('reads numbers and lists out of the query by the schema', async () => {
    const answer = await server.ask('/api/v1/vms?limit=7&states=running,stopped&search=a%2Cb', { headers: asAdmin });
    expect(answer.status).toBe(200);
    expect(server.ports.calls[0]?.input).toEqual({ limit: 7, states: ['running', 'stopped'], search: 'a,b' });
    expect(OPERATIONS['vm.list'].output.safeParse(answer.json).success).toBe(true);
  });

  it('fills in defaults and joins path and body', async () => {
    await server.ask(`/api/v1/vms/${SAMPLE_ID}/stop`, { method: 'POST', headers: asAdmin, body: { graceSeconds: 5 } });
    await server.ask(`/api/v1/vms/${SAMPLE_ID}/stop`, { method: 'POST', headers: asAdmin });
    expect(server.ports.calls.map((call) => call.input)).toEqual([
      { id: SAMPLE_ID, graceSeconds: 5 },
      { id: SAMPLE_ID, graceSeconds: 30 },
    ]);
  });

  it('refuses unknown fields by name, wrong values with the rule, and shows no secret', async () => {
    const body = { name: 'x', password: 'short', role: 'king', shoe: 1 };
    const answer = await server.ask('/api/v1/users', { method: 'POST', headers: asAdmin, body });
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    const issues = issuesOf(answer);
    expect(issues.map(({ field }) => field).sort()).toEqual(['password', 'role', 'shoe']);
    expect(issues.find(({ field }) => field === 'shoe')?.rule).toContain('is not known here');
    expect(answer.text).not.toContain('short');
    expect(server.ports.calls).toEqual([]);
  });

  it.each([
    ['/api/v1/vms?limt=1', 'GET', undefined, 'limt'],
    [`/api/v1/vms/${SAMPLE_ID}/start?force=1`, 'POST', {}, 'force'],
    [`/api/v1/vms/${SAMPLE_ID}/stop`, 'POST', { id: SAMPLE_ID }, 'id'],
    [`/api/v1/vms/${SAMPLE_ID}`, 'DELETE', { force: true }, 'force'],
    ['/api/v1/vms', 'POST', [1], '(body)'],
  ])('names the field at fault: %s %s', async (path, method, body, field) => {
    const answer = await server.ask(path, { method, headers: asAdmin, body });
    expect(answer.status).toBe(400);
    expect(issuesOf(answer)[0]?.field).toBe(field);
  });
});

describe('answers', () => {
  it('a task is 202 with its place', async () => {
    const answer = await server.ask(`/api/v1/vms/${SAMPLE_ID}/start`, { method: 'POST', headers: asAdmin });
    expect(answer.status).toBe(202);
    expect(answer.json).toMatchObject({ task: { id: SAMPLE_ID } });
    expect(answer.headers.location).toBe(`/api/v1/tasks/${SAMPLE_ID}`);
  });

  it('one object has an ETag and is not sent twice', async () => {
    const first = await server.ask(`/api/v1/vms/${SAMPLE_ID}`, { headers: asAdmin });
    const again = await server.ask(`/api/v1/vms/${SAMPLE_ID}`, {
      headers: { ...asAdmin, 'if-none-match': String(first.headers.etag) },
    });
    expect([first.status, again.status, again.text]).toEqual([200, 304, '']);
  });

  it('security headers are on every answer, refusals too', async () => {
    for (const path of ['/api/v1/vms', '/nowhere', '/healthz', '/%zz']) {
      const { headers } = await server.ask(path);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['strict-transport-security']).toBeDefined();
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it('an error that was not foreseen keeps its cause in the log', async () => {
    server.ports.answers.set('vm.list', () => {
      throw new TypeError('row 17 of the table of secrets');
    });
    const answer = await server.ask('/api/v1/vms', { headers: asAdmin });
    expect([answer.status, answer.code]).toEqual([500, 'internal']);
    expect(answer.text).not.toContain('row 17');
    expect(JSON.stringify(server.log.lines)).toContain('row 17');
  });

  it('coded errors keep code, hint and details', async () => {
    const details = { what: 'the database', cause: 'connection refused' };
    server.ports.answers.set('vm.list', () => {
      throw new RapidError('unavailable', 'The database is away', details, 'Try again');
    });
    const answer = await server.ask('/api/v1/vms', { headers: asAdmin });
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBeDefined();
    expect(answer.json).toMatchObject({
      type: 'urn:rapidvm:error:unavailable',
      status: 503,
      code: 'unavailable',
      hint: 'Try again',
      details,
    });
  });

  it.each([
    ['/api/v1/nowhere', {}, 404, 'not-found'],
    ['/%zz', {}, 400, 'invalid-input'],
    [
      '/api/v1/vms',
      { method: 'POST', body: 'x'.repeat(2 ** 20 + 1), headers: { ...asAdmin, 'content-type': 'application/json' } },
      413,
      'limit-exceeded',
    ],
    [
      '/api/v1/vms',
      { method: 'POST', body: '{"a":', headers: { ...asAdmin, 'content-type': 'application/json' } },
      400,
      'invalid-input',
    ],
    [
      '/api/v1/vms',
      { method: 'POST', body: '{"__proto__":{}}', headers: { ...asAdmin, 'content-type': 'application/json' } },
      400,
      'invalid-input',
    ],
    ['/api/v1/vms', { method: 'POST', body: 'a=b', headers: { ...asAdmin, 'content-type': 'text/plain' } }, 415, 'unsupported'],
  ])('%s refuses with a problem document', async (path, ask, status, code) => {
    const answer = await server.ask(path, ask);
    expect([answer.status, answer.code]).toEqual([status, code]);
  });

  it('health and readiness need no account', async () => {
    expect((await server.ask('/healthz')).status).toBe(200);
    expect((await server.ask('/readyz')).status).toBe(200);
    server.ports.unready = 'the database is away';
    const unready = await server.ask('/readyz');
    server.ports.unready = null;
    expect([unready.status, unready.code]).toEqual([503, 'unavailable']);
  });

  it('serves its own description', async () => {
    const document = (await server.ask('/api/v1/openapi.json')).json;
    expect(document).toMatchObject({
      paths: {
        '/vms/{id}/stop': { post: { operationId: 'vm.stop', requestBody: { required: false } } },
        '/vms': { post: { requestBody: { required: true } } },
      },
    });
    expect((await server.ask('/api/v1/docs')).text).toContain('VmService/StartVm');
  });
});

describe('sessions', () => {
  const login = (password: string) => server.ask('/api/v1/session', { method: 'POST', body: { username: 'admin', password } });

  it('come as a cookie that scripts and other sites cannot use', async () => {
    const answer = await login('right');
    const cookie = String(answer.headers['set-cookie']);
    expect(answer.status).toBe(200);
    for (const part of ['__Host-', 'HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(part);
    expect(answer.text).not.toContain('session-admin');
    const me = await server.ask('/api/v1/session', { headers: { cookie: cookie.split(';')[0]! } });
    expect(me.status).toBe(200);
    expect(server.ports.calls.at(-1)?.context.caller).toMatchObject({ role: 'admin', via: 'session' });
  });

  it('logging out ends the session and takes the cookie away', async () => {
    const answer = await server.ask('/api/v1/session', {
      method: 'DELETE',
      headers: { cookie: '__Host-rapidvm=session-viewer' },
    });
    expect(String(answer.headers['set-cookie'])).toContain('Max-Age=0');
    expect(server.ports.calls).toMatchObject([{ operation: 'session.logout', input: { secret: 'session-viewer' } }]);
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }, 403],
    ['no origin at all (not a browser)', {}, 202],
    ['its own origin', { origin: 'OWN' }, 202],
  ])('a change with a cookie from %s', async (_name, headers, status) => {
    const own = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, value === 'OWN' ? server.origin : value]));
    const host = { cookie: '__Host-rapidvm=session-admin', host: `localhost:${server.port}`, ...own };
    const answer = await server.ask(`/api/v1/vms/${SAMPLE_ID}/start`, { method: 'POST', headers: host });
    expect(answer.status).toBe(status);
  });

  it('guessing passwords is slowed down; a good password is refused too until the minute is over', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 22; i += 1) statuses.push((await login('wrong')).status);
    expect(statuses).toEqual([...Array<number>(20).fill(401), 429, 429]);
    expect((await login('right')).code).toBe('limit-exceeded');
  });
});
