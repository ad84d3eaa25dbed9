/** The real HTTPS server on loopback over fake use-cases, and a plain client for it. */
import { request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { createDispatcher, createHttpServer } from '@rapidvm/controller-api';
import { systemClock } from '@rapidvm/runtime';
import { recordingLogger } from '@rapidvm/testing';
import type { FakePorts } from './fake-ports.ts';
import { createFakePorts } from './fake-ports.ts';
import { createTestIdentity } from './test-identity.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: any;
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
  ask(path: string, ask?: Ask): Promise<Answer>;
  close(): Promise<void>;
}

export async function startTestServer(options: { webRoot?: string } = {}): Promise<TestServer> {
  const ports = createFakePorts();
  const log = recordingLogger();
  const tls = await createTestIdentity();
  const dispatcher = createDispatcher(ports, log);
  const http = await createHttpServer({ ports, dispatcher, clock: systemClock, logger: log, tls, webRoot: options.webRoot });
  const port = await http.listen('127.0.0.1', 0);
  const origin = `https://localhost:${port}`;
  return {
    ports,
    port,
    origin,
    log,
    ca: tls.cert,
    ask: (path, ask) => askServer(origin, tls.cert, path, ask),
    close: () => http.close(),
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
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            text: answer,
            json: isJson ? JSON.parse(answer) : undefined,
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}

export const bearer = (role: string): Record<string, string> => ({ authorization: `Bearer token-${role}` });
