import { WebSocket } from 'ws';
import type { TestServer } from './test-server.ts';

export interface WsClient {
  readonly socket: WebSocket;
  readonly messages: (string | Buffer)[];
  /** Parsed text messages. */
  readonly texts: any[];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

export interface Refusal {
  readonly status: number;
  readonly problem: any;
}

/** Opens a WebSocket; rejects with a Refusal when the server answers the upgrade with anything else. */
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
      if (!isBinary) client.texts.push(JSON.parse(data.toString()));
    });
    socket.on('unexpected-response', (_request, response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        reject({ status: response.statusCode, problem: JSON.parse(Buffer.concat(chunks).toString()) } satisfies Record<
          keyof Refusal,
          unknown
        >),
      );
    });
    socket.on('open', () => resolve(client));
    socket.on('error', reject);
  });
}
