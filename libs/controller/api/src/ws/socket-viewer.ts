/** A console's viewer behind a WebSocket. Back-pressure in both directions; nothing waits in our memory but what is being sent. */
import type { Writable } from 'node:stream';
import type { ConsoleEnd, ConsoleSession, ConsoleViewer, SerialNote } from '@rapidvm/controller-app';
import { VIEWER_HEAD_BYTES } from '@rapidvm/controller-app';
import type { Logger } from '@rapidvm/kernel';
import { RapidError, toErrorRecord } from '@rapidvm/kernel';
import type { RawData, WebSocket } from 'ws';
import { publicRecord } from '../dispatch/error-status.ts';
import { STREAM_LIMITS } from '../limits.ts';
import { binaryMessage } from './binary-message.ts';
import { CLOSE, closeReason } from './close-codes.ts';

export interface SocketViewerOptions {
  readonly socket: WebSocket;
  /** What `socket` writes to, without compression. */
  readonly connection: Writable;
  readonly session: Pick<ConsoleSession, 'write' | 'close'>;
  /** A serial console tells in JSON how it ended; a screen's protocol has no room for that. */
  readonly kind: 'serial' | 'screen';
  readonly logger: Logger;
}

export class SocketViewer implements ConsoleViewer {
  readonly #socket: WebSocket;
  readonly #connection: Writable;
  readonly #session: Pick<ConsoleSession, 'write' | 'close'>;
  readonly #options: Pick<SocketViewerOptions, 'kind' | 'logger'>;
  /** Bytes given to the agent since it wanted no more. */
  #pendingBytes = 0;

  constructor({ socket, connection, session, ...options }: SocketViewerOptions) {
    this.#socket = socket;
    this.#connection = connection;
    this.#session = session;
    this.#options = options;
    socket.on('message', (data: RawData, isBinary: boolean) => this.#take(data, isBinary));
  }

  /**
   * Goes past `ws`: that would send head and message as two buffers, which TLS joins in a new one each time. Under a flood that was most of the
   * controller's time. Between two messages of `ws` there is always room for one of ours: it writes each at once.
   */
  data(frame: Uint8Array, taken: () => void): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#connection.write(binaryMessage(frame, VIEWER_HEAD_BYTES), (error) => {
      if (!error) taken();
    });
  }

  note(note: SerialNote): void {
    switch (note.kind) {
      case 'opened':
        return this.#tell({ type: 'opened', firstOffset: note.firstOffset, nextOffset: note.nextOffset });
      case 'gap':
        return this.#tell({ type: 'gap', from: note.fromOffset, to: note.toOffset });
    }
  }

  room(): void {
    this.#pendingBytes = 0;
    this.#socket.resume();
  }

  ended(end: ConsoleEnd): void {
    if (end.kind === 'failed') return this.#fail(end.error);
    this.#tellEnd(end.code, end.message);
    this.#leave(CLOSE.done);
  }

  #take(data: RawData, isBinary: boolean): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (!isBinary) return this.#socket.close(CLOSE.unsupportedData, 'Send binary messages');
    const bytes = toBytes(data);
    if (this.#pendingBytes + bytes.length > STREAM_LIMITS.pendingInputBytes) {
      return this.#socket.close(CLOSE.tooBig, 'Too much input at once');
    }
    if (this.#session.write(bytes)) return;
    this.#pendingBytes += bytes.length;
    this.#socket.pause();
  }

  /** A viewer that has gone is no error; anything else is told to it, in JSON where the protocol has room for it. */
  #fail(error: unknown): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    const { code, message } = publicRecord(toErrorRecord(error));
    if (!(error instanceof RapidError)) this.#options.logger.error('A console failed', error);
    this.#tellEnd(code, message);
    this.#leave(CLOSE.failed, closeReason(`${code}: ${message}`));
  }

  #tellEnd(code: string, message: string): void {
    if (this.#options.kind === 'serial') this.#tell({ type: 'closed', code, message });
  }

  #tell(message: object): void {
    this.#socket.send(JSON.stringify(message));
  }

  #leave(code: number, reason?: string): void {
    this.#socket.close(code, reason);
    // Or a goodbye behind unread input would never be heard.
    this.#socket.resume();
  }
}

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
