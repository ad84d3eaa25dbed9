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
  /** Frames of `data`, used again and again: a flood makes no garbage. One is filled while the other is under way. */
  readonly #frames = [Buffer.allocUnsafeSlow(MAX_FRAME_BYTES), Buffer.allocUnsafeSlow(MAX_FRAME_BYTES)] as const;
  /** Frames of `data` that have been begun. */
  #begun = 0;
  /** Frames of `data` that TLS has taken. */
  #taken = 0;
  /** Who found no space waits for the frame before to be taken, not for its own. */
  #room: () => void = () => undefined;
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

  /** Where the next payload of `data` goes; another place after each call of `data`. */
  get space(): Buffer {
    return this.#next.subarray(HEAD_BYTES);
  }

  /** Sends so many bytes of `space`. False: all space is under way until `room` is called; that never comes when the peer goes away before. */
  data(bytes: number, room: () => void): boolean {
    if (this.#over) return false;
    const frame = this.#next;
    writeHead(frame, 'data', bytes);
    this.#begun += 1;
    this.#room = room;
    this.#socket.write(frame.subarray(0, HEAD_BYTES + bytes), (error) => {
      if (error) return;
      const wasFull = this.#full;
      this.#taken += 1;
      if (wasFull) this.#room();
    });
    return !this.#full;
  }

  get #next(): Buffer {
    return this.#frames[this.#begun % 2 === 0 ? 0 : 1];
  }

  get #full(): boolean {
    return this.#begun - this.#taken === this.#frames.length;
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
