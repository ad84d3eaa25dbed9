/**
 * A stand-in for the controller while the web UI is made: REST, event stream and both consoles of a made-up cluster, and the built pages.
 * For development and for looking at pages; what is promised is tested against the real controller.
 *
 *   node test/e2e/contract-server.ts [port] [number of VMs] [milliseconds per task step]
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { invalidInput, toErrorRecord } from '@rapidvm/kernel';
import type { ErrorRecord } from '@rapidvm/kernel';
import { OPERATIONS, OPERATION_NAMES } from '@rapidvm/operations';
import type { OperationName, SessionView } from '@rapidvm/operations';
import { systemClock, systemRng } from '@rapidvm/runtime';
import { WebSocketServer } from 'ws';
import { answer } from './contract/answers.ts';
import { SerialLine, serveScreen } from './contract/consoles.ts';
import { Framebuffer } from './contract/framebuffer.ts';
import { populate } from './contract/populate.ts';
import { World } from './contract/world.ts';

const [port = 4600, count = 24, stepMs = 1500] = process.argv.slice(2).map(Number);
const DIST = join(import.meta.dirname, '../../dist/web');
const PASSWORD = 'rapidvm-contract';
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const STATUS: Readonly<Record<string, number>> = {
  'invalid-input': 400,
  'not-authenticated': 401,
  'not-permitted': 403,
  'not-found': 404,
  'already-exists': 409,
  'wrong-state': 409,
};

const world = new World(systemClock, systemRng, stepMs);
populate(world, count);
const sessions = new Map<string, SessionView>();
const tickets = new Map<string, { vmId: string; kind: string; readOnly: boolean }>();
const lines = new Map<string, SerialLine>();
const screens = new Map<string, Framebuffer>();

const made = <T>(map: Map<string, T>, key: string, make: () => T): T => {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
};

function sessionOf(request: IncomingMessage): SessionView | null {
  const cookie = /rapidvm_session=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
  return sessions.get(cookie ?? '') ?? null;
}

function refuse(response: ServerResponse, error: unknown): void {
  const record: ErrorRecord = toErrorRecord(error);
  const status = STATUS[record.code] ?? 500;
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ type: `urn:rapidvm:${record.code}`, title: record.code, status, ...record }));
}

function match(method: string, path: string): { name: OperationName; params: Record<string, string> } | null {
  const exactFirst = [...OPERATION_NAMES].sort(
    (a, b) => Number(OPERATIONS[a].rest.path.includes(':')) - Number(OPERATIONS[b].rest.path.includes(':')),
  );
  for (const name of exactFirst) {
    const { rest } = OPERATIONS[name];
    const pattern = new RegExp(`^${rest.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
    const found = rest.method === method ? pattern.exec(path) : null;
    if (found !== null) return { name, params: { ...found.groups } };
  }
  return null;
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return chunks.length === 0 ? {} : (JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>);
}

function queryOf(url: URL): Record<string, unknown> {
  const lists = ['ids', 'states', 'kinds'];
  return Object.fromEntries(
    [...url.searchParams].map(([key, value]) => [
      key,
      lists.includes(key) ? value.split(',') : key === 'limit' ? Number(value) : value,
    ]),
  );
}

function login(input: Record<string, unknown>, response: ServerResponse): SessionView | null {
  const user = [...world.users.values()].find((one) => one.name === input['username']);
  if (user === undefined || input['password'] !== PASSWORD) return null;
  const permissions = {
    viewer: ['view'],
    operator: ['view', 'operate'],
    editor: ['view', 'operate', 'edit'],
    admin: ['view', 'operate', 'edit', 'admin'],
  };
  const session: SessionView = { user, permissions: ['public', 'self', ...permissions[user.role]], expiresAt: world.at(-864e5) };
  const key = world.id().replaceAll('-', '');
  sessions.set(key, session);
  response.setHeader('set-cookie', `rapidvm_session=${key}; Path=/; HttpOnly; SameSite=Strict`);
  return session;
}

async function api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const found = match(request.method ?? 'GET', url.pathname.replace('/api/v1', ''));
  if (found === null) return void response.writeHead(404).end();
  const { name, params } = found;
  const parsed = OPERATIONS[name].input.safeParse({ ...queryOf(url), ...(await bodyOf(request)), ...params });
  if (!parsed.success) {
    throw invalidInput(parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), value: '', rule: issue.message })));
  }
  const input: Record<string, unknown> = parsed.data;
  const session = name === 'session.login' ? login(input, response) : sessionOf(request);
  if (session === null) {
    const wrong = name === 'session.login';
    const record = {
      code: 'not-authenticated',
      message: wrong ? 'User name or password is wrong' : 'Nobody is logged in',
      hint: 'Log in',
      details: {},
    };
    response.writeHead(401, { 'content-type': 'application/problem+json' });
    return void response.end(JSON.stringify({ status: 401, title: record.code, ...record }));
  }
  const output = name === 'session.login' ? session : name === 'vm.console' ? ticket(input) : answer(world, session, name, input);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(OPERATIONS[name].output.parse(output)));
}

function ticket(input: Record<string, unknown>): object {
  const key = world.id();
  const [vmId, kind] = [String(input['id']), String(input['kind'])];
  tickets.set(key, { vmId, kind, readOnly: input['readOnly'] === true });
  return { ticket: key, expiresAt: world.at(-3e4), path: `/api/v1/consoles/${vmId}/${kind}`, protocol: 'rapidvm.console.v1' };
}

async function page(response: ServerResponse, path: string): Promise<void> {
  const file = extname(path) === '' ? '/index.html' : path;
  const content = await readFile(join(DIST, file)).catch(() => null);
  if (content === null) return void response.writeHead(404).end();
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-security-policy': CSP });
  response.end(content);
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const work = url.pathname.startsWith('/api/') ? api(request, response, url) : page(response, url.pathname);
  work.catch((error: unknown) => refuse(response, error));
});

const sockets = new WebSocketServer({ noServer: true, handleProtocols: (offered) => [...offered][0] ?? false });
server.on('upgrade', (request, stream, head) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (sessionOf(request) === null) return void stream.destroy();
  sockets.handleUpgrade(request, stream, head, (socket) => {
    if (url.pathname.endsWith('/events/stream')) {
      const tell = (message: object): void => socket.send(JSON.stringify(message));
      const beat = (): void => tell({ type: 'heartbeat', cursor: world.cursor, at: world.at() });
      const timer = setInterval(beat, 10_000);
      const after = Number(url.searchParams.get('after') ?? world.cursor);
      for (const event of world.events.filter(({ cursor }) => cursor > after).reverse()) tell({ type: 'event', event });
      beat();
      world.listeners.add(tell);
      return void socket.on('close', () => {
        clearInterval(timer);
        world.listeners.delete(tell);
      });
    }
    const key = /rapidvm\.ticket\.(\S+)/.exec(request.headers['sec-websocket-protocol'] ?? '')?.[1] ?? '';
    const granted = tickets.get(key);
    tickets.delete(key);
    if (granted === undefined) return socket.close(4401);
    if (granted.kind === 'serial') {
      const line = made(lines, granted.vmId, () => new SerialLine());
      return line.attach(socket, Number(url.searchParams.get('from') ?? 0), granted.readOnly);
    }
    serveScreen(
      socket,
      made(screens, granted.vmId, () => new Framebuffer()),
    );
  });
});
setInterval(() => {
  for (const host of world.hosts.values()) {
    if (host.load === null) continue;
    const load = { ...host.load, load1: Math.max(0.1, host.load.load1 + systemRng.fraction() - 0.5) };
    world.hosts.set(host.id, { ...host, load, lastSeenAt: world.at() });
    world.tell({ type: 'changed', subject: { kind: 'host', id: host.id } });
  }
}, 5000).unref();
server.listen(port, '127.0.0.1', () => console.log(`contract server on port ${port}: admin / ${PASSWORD}`));
