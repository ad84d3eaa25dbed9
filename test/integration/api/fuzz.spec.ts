/** 10,000 malformed requests against the running server: nothing crashes, every refusal is a clear 4xx, nothing is logged as an error. */
import { connect } from 'node:tls';
import { Agent, request } from 'node:https';
import { status as grpcStatus } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CONSOLE_DOORS } from '@rapidvm/controller-app';
import { OPERATIONS, OPERATION_NAMES } from '@rapidvm/operations';
import { seededRng } from '@rapidvm/testing';
import { bundleController, createDataFolder, makeToken, startController } from './support/controller-process.ts';
import { FakeConsoles } from './support/fake-consoles.ts';
import type { GrpcClient } from './support/grpc-client.ts';
import { createGrpcClient } from './support/grpc-client.ts';
import { SAMPLE_INPUTS } from './support/sample-inputs.ts';
import { askServer, bearer, startTestServer } from './support/test-server.ts';
import { wireRequest } from './support/wire-request.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const COUNTS = { http: 5000, rawHttp: 1000, upgrades: 500, frames: 500, grpc: 2800, rawGrpc: 200 } as const;

const rng = seededRng(0x5eed);
const below = (max: number): number => Math.floor(rng.fraction() * max);
const oneOf = <T>(choices: readonly T[]): T => choices[below(choices.length)]!;
const bytes = (max: number): Buffer => Buffer.from(rng.bytes(below(max) + 1));

const JUNK: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  2 ** 53,
  1e308,
  '',
  ' ',
  '\u0000',
  '../../etc/passwd',
  "' OR 1=1 --",
  '\ud800',
  '𝕏'.repeat(100),
  'x'.repeat(70_000),
  [],
  [[]],
  {},
  { a: { b: { c: [1] } } },
  { toString: 1 },
  ['a', null],
  '%00',
  '${jndi:ldap://x}',
  '9999999999999999999',
  'NaN',
  '__proto__',
  'constructor',
];
const FIELDS = [
  'id',
  'name',
  'limit',
  'cursor',
  'ids',
  'states',
  'labels',
  'start',
  '__proto__',
  'constructor',
  'x'.repeat(300),
  '',
  'a.b',
  'graceSeconds',
  'kind',
];

/** What is fuzzed: the doors alone over use-cases that answer from memory, then the whole controller with its database. */
interface Target {
  readonly port: number;
  readonly grpcPort: number;
  readonly ca: string;
  readonly grpc: GrpcClient;
  /** Headers of somebody with all rights. */
  readonly admin: Record<string, string>;
  readonly viewer: Record<string, string>;
  /** Whether its consoles take the ticket `serial-1`. */
  readonly hasConsoles: boolean;
  errorLines(): readonly string[];
  close(): Promise<void>;
}

async function fakeTarget(): Promise<Target> {
  const server = await startTestServer({ gateway: new FakeConsoles() });
  const errorLines = () => server.log.lines.filter((line) => line.level === 'error').map((line) => JSON.stringify(line));
  return {
    ...server,
    admin: bearer('admin'),
    viewer: bearer('viewer'),
    hasConsoles: true,
    errorLines,
    close: () => server.close(),
  };
}

async function realTarget(): Promise<Target> {
  const folder = await createDataFolder();
  const controller = await startController(await bundleController(), folder.path);
  const token = async (role: string): Promise<Record<string, string>> => ({
    authorization: `Bearer ${await makeToken(controller, role)}`,
  });
  const grpc = createGrpcClient(controller.grpcPort, controller.ca);
  return {
    ...controller,
    grpc,
    admin: await token('admin'),
    viewer: await token('viewer'),
    hasConsoles: false,
    errorLines: () =>
      controller
        .log()
        .split('\n')
        .filter((line) => line.includes('"level":"error"')),
    async close() {
      grpc.close();
      expect(await controller.end('SIGTERM')).toBe(0);
      await folder.remove();
    },
  };
}

let target: Target;
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Runs `count` attempts, `width` at a time. */
async function attempts(count: number, width: number, attempt: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const run = async (): Promise<void> => {
    while (next < count) await attempt(next++);
  };
  await Promise.all(Array.from({ length: width }, run));
}

function mutatedInput(input: object): Record<string, unknown> {
  const mutated: Record<string, unknown> = { ...input };
  for (let i = 0; i <= below(3); i += 1) mutated[oneOf([...FIELDS, ...Object.keys(input)])] = oneOf(JUNK);
  return mutated;
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer | undefined;
}

function malformedHttp(): Sent {
  const name = oneOf(OPERATION_NAMES);
  const plain = wireRequest(name, SAMPLE_INPUTS[name]);
  const bad = wireRequest(name, mutatedInput(SAMPLE_INPUTS[name]));
  const auth: Record<string, string> = oneOf([
    target.admin,
    target.admin,
    target.viewer,
    {},
    { authorization: 'Basic x' },
    { cookie: '__Host-rapidvm=%%%; =; ;;' },
  ]);
  const json = { 'content-type': 'application/json', ...auth };
  const text = JSON.stringify(bad.body ?? {});
  return oneOf<() => Sent>([
    () => ({ ...bad, headers: json, body: text }),
    () => ({ ...plain, headers: json, body: text.slice(0, below(text.length + 1)) }),
    () => ({ ...plain, headers: json, body: bytes(2000) }),
    () => ({ ...plain, headers: json, body: oneOf(['[', '{"labels":', '{"a":[']).repeat(100_000) }),
    () => ({ ...plain, headers: json, body: `{"labels":${'['.repeat(100_000)}${']'.repeat(100_000)}}` }),
    () => ({
      ...plain,
      headers: {
        ...auth,
        'content-type': oneOf(['text/xml', 'application/json; charset=utf-7', 'multipart/form-data', ';;', '/']),
      },
      body: text,
    }),
    () => ({
      ...plain,
      path: `${plain.path}?${bytes(60).toString('hex')}=${encodeURIComponent(JSON.stringify(oneOf(JUNK)).slice(0, 2000))}`,
      headers: auth,
      body: undefined,
    }),
    () => ({
      ...plain,
      path: plain.path.replace(/[0-9a-f-]{36}/, oneOf(['%', '%00', '%2e%2e%2f', 'x'.repeat(5000), '%ff%fe', '1'])),
      headers: auth,
      body: undefined,
    }),
    () => ({
      ...plain,
      method: oneOf(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'HEAD']),
      headers: json,
      body: undefined,
    }),
    () => ({
      ...plain,
      headers: {
        ...json,
        'idempotency-key': oneOf([' ', 'x'.repeat(200), 'a b', 'ü']),
        'if-none-match': oneOf(['"', 'W/', '*,*', 'x'.repeat(500)]),
      },
      body: text,
    }),
  ])();
}

interface Got {
  readonly status: number;
  readonly text: string;
  readonly type: string;
}

function exchange({ method, path, headers, body }: Sent): Promise<Got> {
  return new Promise((resolve, reject) => {
    const framed = body === undefined ? headers : { ...headers, 'content-length': String(Buffer.byteLength(body)) };
    const outgoing = request(
      { hostname: 'localhost', port: target.port, ca: target.ca, agent, method, path, headers: framed },
      (incoming) => {
        let text = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk: string) => (text += chunk));
        incoming.on('end', () =>
          resolve({ status: incoming.statusCode ?? 0, text, type: incoming.headers['content-type'] ?? '' }),
        );
        incoming.on('error', reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A connection of its own; what came back until the server ended it or fell silent after its answer. */
function rawExchange(port: number, chunks: readonly (string | Buffer)[], alpn: string[] = ['http/1.1']): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: 'localhost', port, ca: target.ca, ALPNProtocols: alpn });
    let text = '';
    const done = (): void => {
      socket.destroy();
      resolve(text);
    };
    socket.on('secureConnect', () => {
      for (const chunk of chunks) socket.write(chunk);
      socket.end();
    });
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    socket.on('error', done);
    socket.on('close', done);
  });
}

function expectClear(got: Got, what: unknown): void {
  const shown = JSON.stringify(what).slice(0, 500);
  expect(got.status === 503 || got.status < 500, `${got.status} ${got.text} for ${shown}`).toBe(true);
  if (got.status < 400 || got.text === '') return;
  expect(got.type, shown).toContain('application/problem+json');
  expect(JSON.parse(got.text), shown).toMatchObject({
    status: got.status,
    code: expect.any(String),
    message: expect.any(String),
    hint: expect.any(String),
  });
}

describe.each([
  ['the doors', fakeTarget, 0.2],
  ['the controller', realTarget, 1],
] as const)('malformed requests to %s', (_name, start, share) => {
  beforeAll(async () => {
    target = await start();
  });
  afterAll(() => target.close());
  afterEach(async () => {
    expect(target.errorLines()).toEqual([]);
    expect((await askServer(`https://localhost:${target.port}`, target.ca, '/healthz')).status).toBe(200);
  });
  const count = (kind: keyof typeof COUNTS): number => COUNTS[kind] * share;

  it(`${count('http')} over HTTP`, { timeout: 600_000 }, async () => {
    await attempts(count('http'), 16, async () => {
      const sent = malformedHttp();
      expectClear(await exchange(sent), sent);
    });
  });

  it(`${count('rawHttp')} that are hardly HTTP`, { timeout: 600_000 }, async () => {
    const heads: readonly (() => (string | Buffer)[])[] = [
      () => [bytes(3000)],
      () => ['GET /api/v1/vms HTTP/9.9\r\n\r\n'],
      () => [
        `GET ${oneOf(['*', 'http://x:99999/', '//', '/\u0001', 'x'])} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      ],
      () => ['GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n'],
      () => [
        'POST /api/v1/vms HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\nzz\r\n',
      ],
      () => ['POST /api/v1/vms HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n{}'],
      () => [`GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`],
      () => ['GET /healthz HTTP/1.1\r\nHost: localhost\r\nExpect: the impossible\r\nConnection: close\r\n\r\n'],
      () => ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', bytes(100)],
    ];
    await attempts(count('rawHttp'), 16, async () => {
      const chunks = oneOf(heads)();
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(await rawExchange(target.port, chunks))?.[1] ?? 400);
      expect(status === 503 || status < 500, `${status} for ${String(chunks[0]).slice(0, 200)}`).toBe(true);
    });
  });

  it(`${count('upgrades')} WebSocket upgrades`, { timeout: 600_000 }, async () => {
    await attempts(count('upgrades'), 16, async () => {
      const lines = [
        `GET ${oneOf([CONSOLE_DOORS.screen.path, '/api/v1/events/stream', `${CONSOLE_DOORS.serial.path}?from=-1`, '/api/v1/events/stream?after=%ff', '//[', '/x'])} HTTP/1.1`,
        'Host: localhost',
        `Upgrade: ${oneOf(['websocket', 'h2c', 'WebSocket', 'x'])}`,
        'Connection: Upgrade',
        `Sec-WebSocket-Version: ${oneOf(['13', '8', 'x'])}`,
        `Sec-WebSocket-Key: ${oneOf(['dGhlIHNhbXBsZSBub25jZQ==', '', 'x'])}`,
        `Sec-WebSocket-Protocol: ${oneOf(['rapidvm.serial.v1', 'rapidvm.serial.v1, rapidvm.ticket.x', 'rapidvm.serial.v1, rapidvm.ticket.serial-1', ',,,', '"'])}`,
        `Authorization: ${oneOf([target.viewer['authorization'], 'Bearer', 'x'])}`,
      ];
      const answer = await rawExchange(target.port, [`${lines.join('\r\n')}\r\n\r\n`, bytes(200)]);
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 400);
      expect(status < 500, `${status} for ${lines.join(' | ')}`).toBe(true);
    });
  });

  it(`${count('frames')} WebSockets that speak nonsense`, { timeout: 600_000 }, async () => {
    await attempts(count('frames'), 16, async (index) => {
      const console = target.hasConsoles && index % 2 === 0;
      const lines = [
        `GET ${console ? CONSOLE_DOORS.serial.path : '/api/v1/events/stream'} HTTP/1.1`,
        'Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        console
          ? 'Sec-WebSocket-Protocol: rapidvm.serial.v1, rapidvm.ticket.serial-1'
          : `Authorization: ${target.viewer['authorization']}`,
      ];
      const answer = await rawExchange(target.port, [`${lines.join('\r\n')}\r\n\r\n`, bytes(5000), bytes(5000)]);
      expect(answer).toMatch(/^HTTP\/1\.1 101 /);
    });
  });

  it(`${count('grpc')} over gRPC`, { timeout: 600_000 }, async () => {
    const methods = OPERATION_NAMES.flatMap((name) =>
      OPERATIONS[name].grpc === null || name === 'event.watch' ? [] : [String(OPERATIONS[name].grpc)],
    );
    await attempts(count('grpc'), 16, async () => {
      const path =
        below(20) === 0
          ? `/rapidvm.api.v1.${oneOf(['VmService/Nope', 'Nope/GetVm', '//'])}`
          : `/rapidvm.api.v1.${oneOf(methods)}`;
      const auth: Record<string, string> = oneOf([
        target.admin,
        target.admin,
        {},
        { authorization: 'x' },
        { ...target.admin, 'idempotency-key': 'a b' },
      ]);
      const { status, error } = await target.grpc.raw(path, bytes(300), auth);
      expect(
        [grpcStatus.INTERNAL, grpcStatus.UNKNOWN, grpcStatus.UNAVAILABLE, grpcStatus.DEADLINE_EXCEEDED],
        `${status} from ${path}`,
      ).not.toContain(status);
      if (status !== grpcStatus.OK && status !== grpcStatus.UNIMPLEMENTED)
        expect(error, `${status} from ${path}`).toMatchObject({ code: expect.any(String) });
    });
  });

  it(`${count('rawGrpc')} that are hardly HTTP/2`, { timeout: 600_000 }, async () => {
    await attempts(count('rawGrpc'), 8, async () => {
      await rawExchange(
        target.grpcPort,
        [oneOf(['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n', bytes(50)]), bytes(2000)],
        ['h2'],
      );
    });
    const answer = await target.grpc.call('VmService/ListVms', {}, target.viewer);
    expect(answer.status).toBe(grpcStatus.OK);
  });
});
