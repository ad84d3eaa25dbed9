/** The real HTTPS server on loopback over fake use-cases, and a plain client for it. */
import { request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import type { HostKit } from '@rapidvm/controller-api';
import { attachWebSockets, createDispatcher, createGrpcServer, createHttpServer } from '@rapidvm/controller-api';
import type { ConsoleGateway } from '@rapidvm/controller-app';
import type { Clock, Timers } from '@rapidvm/kernel';
import { systemClock, systemTimers } from '@rapidvm/runtime';
import { recordingLogger } from '@rapidvm/testing';
import type { FakePorts } from './fake-ports.ts';
import { createFakePorts } from './fake-ports.ts';
import type { GrpcClient } from './grpc-client.ts';
import { createGrpcClient } from './grpc-client.ts';
import type { TestIdentity } from './test-identity.ts';
import { createTestIdentity } from './test-identity.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Parsed; undefined when the answer is no JSON. */
  readonly json: unknown;
  /** Of a problem document. */
  readonly code: string | undefined;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

export interface TestServer {
  readonly ports: FakePorts;
  readonly port: number;
  readonly origin: string;
  readonly log: ReturnType<typeof recordingLogger>;
  readonly ca: string;
  readonly grpc: GrpcClient;
  readonly grpcPort: number;
  ask(path: string, ask?: Ask): Promise<Answer>;
  setIdentity(tls: TestIdentity): void;
  close(): Promise<void>;
}

export interface TestServerOptions {
  readonly webRoot?: string;
  readonly gateway?: ConsoleGateway;
  readonly hostKit?: HostKit;
  /** Virtual time for heartbeats and limits. */
  readonly time?: Clock & Timers;
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const ports = createFakePorts(options.gateway);
  const logger = recordingLogger();
  const tls = await createTestIdentity();
  const clock = options.time ?? systemClock;
  const timers = options.time ?? systemTimers;
  const parts = {
    ports,
    dispatcher: createDispatcher(ports),
    events: ports.events,
    consoles: ports.consoles,
    clock,
    timers,
    logger,
    tls,
  };
  const http = await createHttpServer({ ...parts, webRoot: options.webRoot, hostKit: options.hostKit ?? null });
  const sockets = attachWebSockets(http.server, parts);
  const grpcServer = createGrpcServer({ ...parts, timers: options.time ?? systemTimers });
  const port = await http.listen('127.0.0.1', 0);
  const grpcPort = await grpcServer.listen('127.0.0.1', 0);
  const grpc = createGrpcClient(grpcPort, tls.cert);
  const origin = `https://localhost:${port}`;
  const close = async (): Promise<void> => {
    grpc.close();
    await Promise.all([sockets.close(), grpcServer.close()]);
    await http.close();
  };
  return {
    ports,
    port,
    origin,
    log: logger,
    ca: tls.cert,
    grpc,
    grpcPort,
    ask: (path, ask) => askServer(origin, tls.cert, path, ask),
    setIdentity(identity) {
      http.setIdentity(identity);
      grpcServer.setIdentity(identity);
    },
    close,
  };
}

export function askServer(
  origin: string,
  ca: string,
  path: string,
  { method = 'GET', headers = {}, body }: Ask = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const json = body !== undefined && typeof body !== 'string' ? { 'content-type': 'application/json' } : {};
    const length = text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) };
    const { hostname, port } = new URL(origin);
    const outgoing = request(
      { hostname, port, path, method, ca, headers: { ...json, ...length, ...headers }, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const answer = Buffer.concat(chunks).toString();
          const isJson = /json/.test(incoming.headers['content-type'] ?? '') && answer !== '';
          const json: unknown = isJson ? JSON.parse(answer) : undefined;
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text: answer, json, code: codeOf(json) });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}

export const bearer = (role: string): Record<string, string> => ({ authorization: `Bearer token-${role}` });

function codeOf(json: unknown): string | undefined {
  return typeof json === 'object' && json !== null && 'code' in json ? String(json.code) : undefined;
}
