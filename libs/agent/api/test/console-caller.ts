/** The controller's end of one console connection, for tests: says anything, and hears everything. */
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { FrameKind, OpenRequest } from '@rapidvm/console';
import { CONSOLE_PROTOCOL, FrameSplitter, HEAD_BYTES, MAX_FRAME_BYTES, writeHead } from '@rapidvm/console';
import type { ErrorRecord } from '@rapidvm/kernel';
import { fromErrorRecord } from '@rapidvm/kernel';

export interface CallerOptions {
  readonly port: number;
  readonly servername: string;
  /** PEM texts. */
  readonly ca: string;
  readonly key: string;
  readonly cert: string;
}

type Listener = (kind: FrameKind, payload: Buffer) => void;

const FROM_AGENT = {
  opened: MAX_FRAME_BYTES,
  data: MAX_FRAME_BYTES,
  gap: MAX_FRAME_BYTES,
  closed: MAX_FRAME_BYTES,
  failed: MAX_FRAME_BYTES,
};

export class ConsoleCaller {
  readonly socket: Socket;
  readonly heard: FrameKind[] = [];
  readonly #frames = new FrameSplitter(FROM_AGENT);
  readonly #listeners: Listener[] = [];
  readonly #refusal = Promise.withResolvers<ErrorRecord>();
  readonly gone: Promise<void>;

  /** By the network, or by the path of a door that was lent. */
  constructor(to: CallerOptions | string) {
    this.socket =
      typeof to === 'string' ? connect(to) : connectTls({ host: '127.0.0.1', ...to, ALPNProtocols: [CONSOLE_PROTOCOL] });
    this.socket.on('data', (bytes: Buffer) => this.#take(bytes));
    // Its end is heard; why it came makes no difference to these tests.
    this.socket.on('error', () => this.socket.destroy());
    this.gone = new Promise((resolve) => this.socket.once('close', () => resolve()));
    this.#refusal.promise.catch(() => undefined);
    void this.gone.then(() => this.#refusal.reject(new Error('the connection ended without a refusal')));
  }

  open(request: OpenRequest): void {
    this.json('open', request);
  }

  input(bytes: Uint8Array): void {
    this.frame('input', bytes);
  }

  json(kind: FrameKind, value: object): void {
    this.frame(kind, Buffer.from(JSON.stringify(value)));
  }

  frame(kind: FrameKind, payload: Uint8Array): void {
    this.socket.write(frameOf(kind, payload));
  }

  onFrame(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** The agent's coded refusal; rejects when the connection ends without one. */
  refusal(): Promise<ErrorRecord> {
    return this.#refusal.promise;
  }

  close(): void {
    this.socket.destroy();
  }

  #take(bytes: Buffer): void {
    for (const { kind, payload } of this.#frames.take(bytes)) {
      this.heard.push(kind);
      const copy = Buffer.from(payload);
      if (kind === 'failed') this.#refusal.resolve(recordIn(copy));
      for (const listener of this.#listeners) listener(kind, copy);
    }
  }
}

export function frameOf(kind: FrameKind, payload: Uint8Array): Buffer {
  const frame = Buffer.alloc(HEAD_BYTES + payload.length);
  writeHead(frame, kind, payload.length);
  frame.set(payload, HEAD_BYTES);
  return frame;
}

function recordIn(payload: Buffer): ErrorRecord {
  const record = JSON.parse(payload.toString()) as ErrorRecord;
  return fromErrorRecord(record).toRecord();
}
