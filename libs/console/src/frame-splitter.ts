import type { Frame, FrameKind } from './console-wire.ts';
import { HEAD_BYTES, notAFrame, readHead } from './console-wire.ts';

/** Bytes that a payload of each kind may have; a kind that is not named is not taken. */
export type PayloadLimits = Partial<Readonly<Record<FrameKind, number>>>;

/** Cuts a stream of bytes, however it comes in pieces, into frames. Holds less than one frame of those that are allowed. */
export class FrameSplitter {
  readonly #limits: PayloadLimits;
  #rest = new Uint8Array(0);

  constructor(limits: PayloadLimits) {
    this.#limits = limits;
  }

  /** The frames that are complete with these bytes; payloads may share their memory. Throws `invalid-input`; the stream is lost then. */
  take(bytes: Uint8Array): readonly Frame[] {
    const all = this.#rest.length === 0 ? bytes : joined(this.#rest, bytes);
    const frames: Frame[] = [];
    let at = 0;
    for (let frame = this.#frameAt(all, at); frame !== null; frame = this.#frameAt(all, at)) {
      frames.push(frame);
      at += HEAD_BYTES + frame.payload.length;
    }
    this.#rest = all.slice(at);
    return frames;
  }

  #frameAt(bytes: Uint8Array, at: number): Frame | null {
    const head = readHead(bytes, at);
    if (head === null) return null;
    const max = this.#limits[head.kind];
    if (max === undefined) throw notAFrame(`a frame "${head.kind}"`);
    if (head.length > max) throw notAFrame(`${head.length} bytes in a frame "${head.kind}"`);
    const from = at + HEAD_BYTES;
    return bytes.length < from + head.length ? null : { kind: head.kind, payload: bytes.subarray(from, from + head.length) };
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
