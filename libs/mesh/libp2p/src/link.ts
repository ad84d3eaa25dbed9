/** One connection to a member and the one stream on it, for as long as both live. */
import type { Libp2p } from 'libp2p';
import { FrameReader, framed } from './frames.ts';
import { MAX_LINK_BUFFER_BYTES, MAX_LINK_MESSAGE_BYTES, WINDOW_UPDATE_BYTES } from './limits.ts';

export type Connection = ReturnType<Libp2p['getConnections']>[number];
export type Stream = Connection['streams'][number];

export interface LinkEvents {
  readonly received: (message: Uint8Array) => void;
  /** Once: by either side, or because it broke. */
  readonly closed: () => void;
}

export class Link {
  readonly peerId: string;
  readonly #connection: Connection;
  readonly #stream: Stream;
  readonly #events: LinkEvents;
  readonly #reader = new FrameReader();
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #closed = false;

  constructor(connection: Connection, stream: Stream, events: LinkEvents) {
    this.peerId = connection.remotePeer.toString();
    this.#connection = connection;
    this.#stream = stream;
    this.#events = events;
    withoutNeedlessWindowUpdates(stream);
    stream.addEventListener('message', ({ data }) => this.#take(data.subarray()));
    stream.addEventListener('remoteCloseWrite', () => this.close('closed by the other side'));
    stream.addEventListener('close', () => this.close('broken'));
    connection.addEventListener('close', () => this.close('broken'));
  }

  get isOpen(): boolean {
    return !this.#closed;
  }

  /** Bytes that wait for the other side to read. */
  get backlog(): number {
    return this.#waitingBytes + this.#stream.writeBufferLength;
  }

  /** Takes `message` for the next `flush`. False when it is dropped: the link is closed or full, or the message too long. */
  send(message: Uint8Array): boolean {
    if (this.#closed || message.byteLength > MAX_LINK_MESSAGE_BYTES) return false;
    if (this.backlog + message.byteLength > MAX_LINK_BUFFER_BYTES) return false;
    this.#waiting.push(message);
    this.#waitingBytes += message.byteLength;
    return true;
  }

  /** Writes what was sent since the last time in one piece. */
  flush(): void {
    if (this.#closed || this.#waiting.length === 0) return;
    const bytes = framed(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    try {
      this.#stream.send(bytes);
    } catch (error) {
      // It was closed this moment, and its event is on the way.
      this.close(error instanceof Error ? error.message : String(error));
    }
  }

  /** Ends the connection at once; what waits is lost. */
  close(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#waiting = [];
    this.#waitingBytes = 0;
    abort(this.#connection, new LinkClosed(reason));
    this.#events.closed();
  }

  #take(bytes: Uint8Array): void {
    for (const message of this.#reader.take(bytes)) {
      if (this.#closed) return;
      this.#events.received(message);
    }
  }
}

/** Ends `connection` at once. libp2p says goodbye to the other side first, which fails when the connection has just ended by itself. */
export function abort(connection: Connection, why: Error): void {
  try {
    connection.abort(why);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'StreamStateError') throw error;
  }
}

class LinkClosed extends Error {
  override readonly name = 'LinkClosed';
}

interface WindowedStream {
  sendWindowUpdate(): void;
}

/**
 * This yamux answers every message with a window update, however small: twice the packets for members that say little and often. The
 * window is opened again when a good part of it is used.
 */
function withoutNeedlessWindowUpdates(stream: Stream): void {
  if (!isWindowed(stream)) return;
  const update = stream.sendWindowUpdate.bind(stream);
  let used = 0;
  stream.addEventListener('message', ({ data }) => (used += data.byteLength));
  stream.sendWindowUpdate = () => {
    if (used < WINDOW_UPDATE_BYTES) return;
    used = 0;
    update();
  };
}

function isWindowed(stream: object): stream is Stream & WindowedStream {
  return 'sendWindowUpdate' in stream && typeof stream.sendWindowUpdate === 'function';
}
