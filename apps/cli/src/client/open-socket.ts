/** WebSockets to the server: verified like REST, and a refusal before it opens is the same coded error. */
import { RapidError } from '@rapidvm/kernel';
import { WebSocket } from 'ws';
import type { Settings } from '../config/settings.ts';
import { MAX_ANSWER_BYTES, REQUEST_TIMEOUT_MS, STREAM_SILENCE_MS } from '../limits.ts';
import { authorization, readJson } from './api-client.ts';
import { connectionError } from './connection-error.ts';
import { refusalOf } from './problem.ts';

/** An open socket. Throws RapidError for a refusal, CliError (exit 6) when the server can't be reached, (exit 130) when `signal` aborts. */
export function openSocket(
  settings: Settings,
  pathAndQuery: string,
  protocols: readonly string[],
  signal: AbortSignal,
): Promise<WebSocket> {
  const url = new URL(pathAndQuery, settings.server);
  const ca = settings.ca === null ? {} : { ca: settings.ca };
  const socket = new WebSocket(url.href.replace(/^https:/, 'wss:'), [...protocols], {
    ...ca,
    headers: authorization(settings),
    handshakeTimeout: REQUEST_TIMEOUT_MS,
    maxPayload: MAX_ANSWER_BYTES,
    perMessageDeflate: false,
  });
  const abort = (): void => socket.terminate();
  signal.addEventListener('abort', abort, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', abort));
  terminateWhenSilent(socket);
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.on('error', (error) => reject(connectionError(url, error, signal)));
    socket.once('unexpected-response', (_request, response) => {
      readJson(response).then(
        (body) => reject(refusalOf(response.statusCode ?? 0, body)),
        (error: unknown) => reject(error instanceof RapidError ? error : connectionError(url, error, signal)),
      );
    });
    if (signal.aborted) abort();
  });
}

/** A connection whose other end is gone says nothing, for ever: end it, so that it is opened again. */
function terminateWhenSilent(socket: WebSocket): void {
  let timer = setTimeout(() => socket.terminate(), STREAM_SILENCE_MS);
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => socket.terminate(), STREAM_SILENCE_MS);
  };
  for (const sign of ['ping', 'pong', 'message'] as const) socket.on(sign, alive);
  socket.once('close', () => clearTimeout(timer));
}
