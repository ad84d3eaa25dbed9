import type { EventView } from '@rapidvm/operations';
import { WebSocket } from 'ws';
import type { TestServer } from './test-server.ts';

/** Every text message of our streams, loosely. */
export interface StreamText {
  readonly type: string;
  readonly cursor?: number;
  readonly event?: EventView;
  readonly subject?: object;
}

export interface WsClient {
  readonly socket: WebSocket;
  readonly messages: (string | Buffer)[];
  /** Parsed text messages. */
  readonly texts: StreamText[];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** What the server said instead of opening the socket. */
export class Refused extends Error {
  readonly status: number;
  readonly problem: unknown;

  constructor(status: number, problem: unknown) {
    super(`refused with ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/** Opens a WebSocket; rejects with Refused when the server answers the upgrade with anything else. */
export function openSocket(
  server: Pick<TestServer, 'port' | 'ca'>,
  path: string,
  options: { readonly protocols?: string[]; readonly headers?: Record<string, string> } = {},
): Promise<WsClient> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`wss://localhost:${server.port}${path}`, options.protocols ?? [], {
      ca: server.ca,
      headers: options.headers,
    });
    const client: WsClient = {
      socket,
      messages: [],
      texts: [],
      closed: new Promise((done) => socket.on('close', (code, reason) => done({ code, reason: reason.toString() }))),
    };
    socket.on('message', (data: Buffer, isBinary) => {
      client.messages.push(isBinary ? data : data.toString());
      if (!isBinary) client.texts.push(JSON.parse(data.toString()) as StreamText);
    });
    socket.on('unexpected-response', (_request, response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => reject(new Refused(response.statusCode ?? 0, JSON.parse(Buffer.concat(chunks).toString()))));
    });
    socket.on('open', () => resolve(client));
    socket.on('error', reject);
  });
}
