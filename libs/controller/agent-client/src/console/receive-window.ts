/**
 * Where a console's bytes are read into, and frames are taken out again without another copy. One frame is held while it is on its way to the
 * viewer; what comes behind it is read after it, or before it when the end of the buffer is near:
 *
 *     free | held frame | unread | free          unread | free | held frame | free
 *                       ▲ start  ▲ end           ▲ start
 */
import type { FrameHead } from '@rapidvm/console';
import { HEAD_BYTES, MAX_FRAME_BYTES, readHead } from '@rapidvm/console';
import { MAX_UNREAD_BYTES, RECORD_BYTES } from '../limits.ts';

export interface ReceivedFrame {
  readonly kind: FrameHead['kind'];
  /** Head and payload. Stays as it is until the next call of `release`. */
  readonly whole: Buffer;
}

export class ReceiveWindow {
  #bytes: Buffer;
  #start = 0;
  #end = 0;
  /** Where the frame begins that was given out; null: none is looked at. */
  #held: number | null = null;

  /** `size`: bytes, of three frames at least. */
  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafeSlow(size);
  }

  /** Where to read into next: at least one TLS record. It stays so until it was filled; nothing else moves it. */
  space(): Buffer {
    if (this.#start === this.#end) this.#startAnew();
    if (this.#limit - this.#end < RECORD_BYTES) this.#makeRoom();
    return this.#bytes.subarray(this.#end, this.#limit);
  }

  /** So many bytes were read into the last `space`. */
  filled(bytes: number): void {
    this.#end += bytes;
  }

  /** The next frame that is complete; null: there is none yet. Throws `invalid-input` for bytes that are no frame. */
  next(): ReceivedFrame | null {
    const head = this.#start === this.#end ? null : readHead(this.#bytes.subarray(this.#start, this.#end), 0);
    if (head === null) return null;
    const from = this.#start;
    const to = from + HEAD_BYTES + head.length;
    if (this.#end < to) return null;
    this.#held = from;
    this.#start = to;
    return { kind: head.kind, whole: this.#bytes.subarray(from, to) };
  }

  /** Whether reading may go on while a frame is held: less than another frame is unread. */
  get hasRoom(): boolean {
    return this.#end - this.#start < MAX_FRAME_BYTES;
  }

  /** The frame that was given out is no longer looked at. */
  release(): void {
    this.#held = null;
  }

  /** Where reading must stop: at the held frame, when that stands behind what is read. */
  get #limit(): number {
    return this.#held !== null && this.#held >= this.#end ? this.#held : this.#bytes.length;
  }

  /** Nothing is unread: back to the front, if all has room there that may come before the held frame. Two frames take turns in a flood, and stay in the cache. */
  #startAnew(): void {
    if (this.#held === null || this.#held >= MAX_UNREAD_BYTES) this.#start = this.#end = 0;
  }

  /** Moves what is unread to the front; into a new buffer when the held frame leaves too little room there. */
  #makeRoom(): void {
    const unread = this.#bytes.subarray(this.#start, this.#end);
    const room = this.#held !== null && this.#held < this.#start ? this.#held : null;
    const fits = this.#held === null || (room !== null && unread.length + RECORD_BYTES <= room);
    const target = fits ? this.#bytes : Buffer.allocUnsafeSlow(this.#bytes.length);
    if (!fits) this.#held = null;
    target.set(unread);
    this.#bytes = target;
    this.#start = 0;
    this.#end = unread.length;
  }
}
