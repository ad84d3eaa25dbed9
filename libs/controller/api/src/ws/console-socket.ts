/** Consoles over WebSocket: who may open one, and what ends it besides its two ends. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ConsoleSession } from '@rapidvm/controller-app';
import type { Logger, Timers } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import type { WebSocket } from 'ws';
import type { ConsolesPort } from '../api-ports.ts';
import type { Dispatcher } from '../dispatch/dispatcher.ts';
import { parseConsoleRequest } from './console-request.ts';
import { SocketViewer } from './socket-viewer.ts';
import { endWithStanding } from './standing.ts';

export interface AdmittedConsole {
  /** `connection`: what the socket writes to. */
  readonly attach: (socket: WebSocket, connection: Duplex) => void;
  /** The handshake failed after all. */
  readonly abandon: () => void;
}

export interface ConsoleSocketOptions {
  readonly consoles: ConsolesPort;
  readonly dispatcher: Pick<Dispatcher, 'admit' | 'strangers'>;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** Takes the ticket and opens the console on its host, all before the socket opens. Refuses with a coded error. */
export async function admitConsole(options: ConsoleSocketOptions, request: IncomingMessage): Promise<AdmittedConsole> {
  const { consoles, dispatcher, timers, logger } = options;
  const { kind, ticket, fromOffset } = parseConsoleRequest(request);
  const grant = await consoles.redeem(ticket);
  if (grant.kind !== kind) throw otherConsole(kind, grant.kind);
  dispatcher.strangers.known(request.socket);
  const { hostId, vmId, readOnly } = grant;
  const asked = { credential: grant.credential, from: grant.caller.from, connection: null, input: { id: vmId, kind } };
  const admit = () => dispatcher.admit('vm.console', asked);
  // A right that was taken away since the ticket was given opens nothing any more, not even for a moment.
  await admit();
  const session: ConsoleSession = await consoles.gateway.open(
    hostId,
    vmId,
    kind === 'serial' ? { kind, readOnly, fromOffset } : { kind, readOnly },
  );
  return {
    abandon: () => session.close(),
    attach(socket, connection) {
      socket.on('close', () => session.close());
      endWithStanding(socket, timers, admit);
      session.attach(new SocketViewer({ socket, connection, session, kind, logger: logger.child({ vm: vmId, console: kind }) }));
    },
  };
}

function otherConsole(wanted: string, got: string): RapidError<'not-permitted'> {
  const details = { operation: 'vm.console', needs: `a ${wanted} ticket`, has: `a ${got} ticket` };
  return new RapidError('not-permitted', 'The ticket is for the other console', details, 'Get a ticket for this kind of console');
}
