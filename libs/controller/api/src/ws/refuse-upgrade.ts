import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { notFound } from '@rapidvm/kernel';
import { PROBLEM_MEDIA_TYPE, toProblem } from '../http/problem.ts';
import { SECURITY_HEADERS } from '../http/security-headers.ts';

/** Answers an upgrade request with a problem document over plain HTTP and ends the connection: a refusal before the socket opens. */
export function refuseUpgrade(socket: Duplex, error: unknown): void {
  const problem = toProblem(error);
  const body = JSON.stringify(problem);
  const headers = {
    ...SECURITY_HEADERS,
    'Content-Type': PROBLEM_MEDIA_TYPE,
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? 'Refused'}`, ...lines];
  // Nobody reads from this socket any more: its peer's goodbye would never be heard.
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Path and query of a request line; refuses what is not a path. */
export function urlOf(request: IncomingMessage): URL {
  const url = URL.parse(request.url ?? '', 'https://host.invalid');
  if (url === null) throw notFound('WebSocket', '(not a path)');
  return url;
}
