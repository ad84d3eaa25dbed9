/** The WebSockets beside REST on the same port: who may open one, how many there are, and how they end. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger, Timers } from '@rapidvm/kernel';
import { RapidError, notFound } from '@rapidvm/kernel';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { ConsolesPort } from '../api-ports.ts';
import type { HttpServer } from '../http/http-server.ts';
import { API_PREFIX } from '../http/rest-endpoint.ts';
import { isOwnOrigin } from '../http/same-origin.ts';
import { STREAM_LIMITS } from '../limits.ts';
import { CLOSE } from './close-codes.ts';
import { isConsolePath } from './console-request.ts';
import type { AdmittedConsole } from './console-socket.ts';
import { admitConsole } from './console-socket.ts';
import type { EventSocketOptions } from './event-socket.ts';
import { admitEventSocket } from './event-socket.ts';
import { watchLiveness } from './liveness.ts';
import { refuseUpgrade, urlOf } from './refuse-upgrade.ts';

export interface WebSocketOptions extends EventSocketOptions {
  readonly consoles: ConsolesPort;
  readonly logger: Logger;
  readonly timers: Timers;
}

export interface WebSockets {
  /** Tells every client to come again; those that do not say goodbye in time are dropped. */
  close(): Promise<void>;
}

export function attachWebSockets(server: HttpServer['server'], options: WebSocketOptions): WebSockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: STREAM_LIMITS.messageBytes,
    // Keystrokes and screen updates are small or compressed already; deflate costs 300 kB for each socket.
    perMessageDeflate: false,
    handleProtocols: (offered) => offered.values().next().value ?? false,
  });
  let opening = 0;

  const admit = async (request: IncomingMessage): Promise<AdmittedConsole> => {
    refuseStrangers(request);
    if (sockets.clients.size + opening > STREAM_LIMITS.sockets) throw tooMany();
    const { pathname } = urlOf(request);
    if (isConsolePath(pathname)) return admitConsole(options, request);
    if (pathname !== `${API_PREFIX}/events/stream`) throw notFound('WebSocket', pathname.slice(0, 128));
    return { attach: await admitEventSocket(options, request), abandon: () => undefined };
  };

  const open = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const lost = (): void => void socket.destroy();
    socket.on('error', lost);
    try {
      const admitted = await admit(request);
      if (socket.destroyed) return admitted.abandon();
      socket.once('close', admitted.abandon);
      socket.off('error', lost);
      sockets.handleUpgrade(request, socket, head, (client) => {
        socket.off('close', admitted.abandon);
        client.on('error', () => client.terminate());
        watchLiveness(client, options.timers);
        admitted.attach(client, socket);
      });
    } catch (error) {
      if (!(error instanceof RapidError)) options.logger.error('A WebSocket could not be opened', error);
      refuseUpgrade(socket, error);
    }
  };

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    opening += 1;
    void open(request, socket, head).finally(() => (opening -= 1));
  });
  return {
    async close() {
      await Promise.all([...sockets.clients].map((client) => endClient(client, options.timers)));
    },
  };
}

function endClient(client: WebSocket, timers: Timers): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = timers.after(STREAM_LIMITS.goodbyeMs, () => client.terminate());
    client.once('close', () => {
      giveUp.cancel();
      resolve();
    });
    client.resume();
    client.close(CLOSE.goingAway, 'The controller stops');
  });
}

/** A page of another site can open a WebSocket with our cookie; its Origin gives it away. */
function refuseStrangers({ headers }: IncomingMessage): void {
  if (headers.origin === undefined || isOwnOrigin(headers.origin, headers.host)) return;
  const details = { operation: 'WebSocket', needs: `Origin https://${headers.host ?? ''}`, has: headers.origin.slice(0, 128) };
  throw new RapidError(
    'not-permitted',
    'The request comes from another web site',
    details,
    'Use the address that this server has in your browser',
  );
}

function tooMany(): RapidError {
  const details = { limit: 'open WebSockets', max: STREAM_LIMITS.sockets, unit: 'sockets' };
  return new RapidError(
    'limit-exceeded',
    'Too many WebSockets are open',
    details,
    'Close consoles that nobody looks at, then try again',
  );
}
