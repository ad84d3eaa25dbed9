/** Writing frames to one peer. */
import type { Duplex } from 'node:stream';
import type { FrameKind } from '@rapidvm/console';
import { HEAD_BYTES, MAX_FRAME_BYTES, writeHead } from '@rapidvm/console';
import type { Timer, Timers } from '@rapidvm/kernel';
import { encodeErrorRecord } from '../error-status.ts';
import { LAST_WORDS_MS } from '../limits.ts';

export class ConsoleOutput {
  readonly #socket: Duplex;
  readonly #timers: Timers;
  /** One frame, used again for every one of `data`: a flood makes no garbage. */
  readonly #frame = Buffer.allocUnsafeSlow(MAX_FRAME_BYTES);
  #timer: Timer | null = null;
  #over = false;

  constructor(socket: Duplex, timers: Timers) {
    this.#socket = socket;
    this.#timers = timers;
    socket.once('close', () => {
      this.#over = true;
      this.#timer?.cancel();
    });
  }

  /** Whether nothing can be written any more: the peer has gone, or the last words have been said. */
  get over(): boolean {
    return this.#over;
  }

  /** Where a payload of `data` goes. */
  get space(): Buffer {
    return this.#frame.subarray(HEAD_BYTES);
  }

  /** Sends so many bytes of `space`; `taken`: it may be used again. Never called when the peer goes away before. */
  data(bytes: number, taken: () => void): void {
    if (this.#over) return;
    writeHead(this.#frame, 'data', bytes);
    this.#socket.write(this.#frame.subarray(0, HEAD_BYTES + bytes), (error) => {
      if (!error) taken();
    });
  }

  note(kind: FrameKind, value: object): void {
    this.#json(kind, Buffer.from(JSON.stringify(value)));
  }

  /** Says the last words, and ends. */
  end(kind: 'closed', why: object): void {
    this.note(kind, why);
    this.#finish();
  }

  /** Ends with a coded error. */
  fail(error: unknown): void {
    this.#json('failed', encodeErrorRecord(error));
    this.#finish();
  }

  #json(kind: FrameKind, payload: Buffer): void {
    if (this.#over) return;
    const head = Buffer.allocUnsafe(HEAD_BYTES);
    writeHead(head, kind, payload.length);
    this.#socket.write(Buffer.concat([head, payload]));
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    this.#socket.end();
    // What still comes is read and dropped, or the peer's goodbye would never be heard.
    this.#socket.resume();
    this.#timer = this.#timers.after(LAST_WORDS_MS, () => this.#socket.destroy());
  }
}
