/** `/api/v1/console`: bytes between a viewer and a VM's console. Back-pressure in both directions; neither waits in our memory. */
import type { IncomingMessage } from 'node:http';
import type { ScreenSession, SerialFrame, SerialSession } from '@rapidvm/controller-app';
import type { Logger, Timers } from '@rapidvm/kernel';
import { RapidError, toErrorRecord } from '@rapidvm/kernel';
import type { RawData, WebSocket } from 'ws';
import type { ConsolesPort } from '../api-ports.ts';
import type { Dispatcher } from '../dispatch/dispatcher.ts';
import { publicRecord } from '../dispatch/error-status.ts';
import { STREAM_LIMITS } from '../limits.ts';
import { CLOSE, closeReason } from './close-codes.ts';
import { parseConsoleRequest } from './console-request.ts';
import { send } from './send.ts';
import { endWithStanding } from './standing.ts';

export interface AdmittedConsole {
  readonly attach: (socket: WebSocket) => void;
  /** The handshake failed after all. */
  readonly abandon: () => void;
}

type Session = SerialSession | ScreenSession;

export interface ConsoleSocketOptions {
  readonly consoles: ConsolesPort;
  readonly dispatcher: Pick<Dispatcher, 'admit'>;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** Takes the ticket and opens the console on its host, all before the socket opens. Refuses with a coded error. */
export async function admitConsole(options: ConsoleSocketOptions, request: IncomingMessage): Promise<AdmittedConsole> {
  const { consoles, logger } = options;
  const { kind, ticket, fromOffset } = parseConsoleRequest(request);
  const grant = await consoles.redeem(ticket);
  if (grant.kind !== kind) {
    const details = { operation: 'vm.console', needs: `a ${kind} ticket`, has: `a ${grant.kind} ticket` };
    throw new RapidError(
      'not-permitted',
      'The ticket is for the other console',
      details,
      'Get a ticket for this kind of console',
    );
  }
  const { hostId, vmId, readOnly } = grant;
  const log = logger.child({ vm: vmId, console: kind });
  const asked = { credential: grant.credential, from: grant.caller.from, input: { id: vmId, kind } };
  const standing = (socket: WebSocket): void =>
    endWithStanding(socket, options.timers, () => options.dispatcher.admit('vm.console', asked));
  if (kind === 'serial') {
    const session = await consoles.gateway.openSerial(hostId, vmId, {
      readOnly,
      ...(fromOffset === undefined ? {} : { fromOffset }),
    });
    return admitted(session, log, standing, (socket) => sendSerial(socket, session.frames));
  }
  const session = await consoles.gateway.openScreen(hostId, vmId, { readOnly });
  return admitted(session, log, standing, (socket) => sendScreen(socket, session.bytes));
}

function admitted(
  session: Session,
  logger: Logger,
  standing: (socket: WebSocket) => void,
  sendAll: (socket: WebSocket) => Promise<void>,
): AdmittedConsole {
  return {
    abandon: () => session.close(),
    attach(socket) {
      socket.on('close', () => session.close());
      standing(socket);
      takeInput(socket, session, logger);
      sendAll(socket).then(
        () => socket.close(CLOSE.done),
        (error: unknown) => endWithError(socket, session, error, logger),
      );
    },
  };
}

/** Nothing is pulled from the agent before the frame before has found its place on the way to the viewer. */
async function sendSerial(socket: WebSocket, frames: AsyncIterable<SerialFrame>): Promise<void> {
  for await (const frame of frames) await send(socket, encodeSerialFrame(frame));
}

async function sendScreen(socket: WebSocket, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const bytes of chunks) await send(socket, bytes);
}

const OFFSET_BYTES = 8;

/** Data: 8 bytes big-endian absolute offset of the first byte, then the bytes. Everything else: a line of JSON. */
export function encodeSerialFrame(frame: SerialFrame): string | Uint8Array {
  switch (frame.kind) {
    case 'data': {
      const message = Buffer.allocUnsafe(OFFSET_BYTES + frame.bytes.length);
      message.writeBigUInt64BE(BigInt(frame.offset));
      message.set(frame.bytes, OFFSET_BYTES);
      return message;
    }
    case 'opened':
      return JSON.stringify({ type: 'opened', firstOffset: frame.offset, nextOffset: frame.nextOffset });
    case 'gap':
      return JSON.stringify({ type: 'gap', from: frame.offset, to: frame.nextOffset });
    case 'closed':
      return JSON.stringify({ type: 'closed', code: frame.code, message: frame.message });
  }
}

/** Pauses the socket while the agent has not taken what came; only what was already on its way is kept, within a limit. */
function takeInput(socket: WebSocket, session: Session, logger: Logger): void {
  let pendingBytes = 0;
  let last = Promise.resolve();
  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (!isBinary) {
      socket.close(CLOSE.unsupportedData, 'Send binary messages');
      return;
    }
    const bytes = toBytes(data);
    pendingBytes += bytes.length;
    if (pendingBytes > STREAM_LIMITS.pendingInputBytes) {
      socket.close(CLOSE.tooBig, 'Too much input at once');
      return;
    }
    socket.pause();
    last = last
      .then(() => session.write(bytes))
      .then(() => {
        pendingBytes -= bytes.length;
        if (pendingBytes === 0) socket.resume();
      })
      .catch((error: unknown) => endWithError(socket, session, error, logger));
  });
}

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}

/** A viewer that has gone is no error; anything else is told to it, in JSON where the protocol has room for it. */
function endWithError(socket: WebSocket, session: Session, error: unknown, logger: Logger): void {
  if (socket.readyState !== socket.OPEN) return;
  const { code, message } = publicRecord(toErrorRecord(error));
  if (!(error instanceof RapidError)) logger.error('A console failed', error);
  if ('frames' in session) socket.send(JSON.stringify({ type: 'closed', code, message }));
  socket.close(CLOSE.failed, closeReason(`${code}: ${message}`));
  session.close();
  socket.resume();
}
