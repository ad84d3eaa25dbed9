/** Compact bytes: fixed and variable whole numbers. Reading never throws: what does not fit makes the reader `broken` and reads as 0. */

const TWO_32 = 2 ** 32;
const FIRST_CAPACITY = 128;

const NONE = new Uint8Array(0);

/** What the writer before has written in: a member writes thousands of small messages, and new memory for each would cost more than writing. */
let spare: Uint8Array<ArrayBuffer> | null = null;

export class ByteWriter {
  #bytes = spare ?? new Uint8Array(FIRST_CAPACITY);
  #length = 0;

  constructor() {
    spare = null;
  }

  get length(): number {
    return this.#length;
  }

  byte(value: number): this {
    this.#room(1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
    return this;
  }

  /** Four bytes of a whole number in 0 … 2^32−1. */
  word(value: number): this {
    return this.byte(value >>> 24)
      .byte(value >>> 16)
      .byte(value >>> 8)
      .byte(value);
  }

  /** Six bytes of a whole number in 0 … 2^48−1. */
  key(value: number): this {
    const high = Math.floor(value / TWO_32);
    return this.byte(high >>> 8)
      .byte(high)
      .word(value % TWO_32);
  }

  /** One byte for 0 … 127, up to eight for 2^53−1. */
  varint(value: number): this {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) + 0x80);
      rest = Math.floor(rest / 0x80);
    }
    return this.byte(rest);
  }

  bytes(value: Uint8Array): this {
    this.#room(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  /** What was written; the last call to this writer. */
  finish(): Uint8Array {
    const written = this.#bytes.slice(0, this.#length);
    spare = this.#bytes;
    this.#bytes = NONE;
    return written;
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;
  #broken = false;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  /** Something was read past the end, or a number too large. */
  get broken(): boolean {
    return this.#broken;
  }

  get remaining(): number {
    return this.#end - this.#at;
  }

  byte(): number {
    const value = this.#at < this.#end ? this.#bytes[this.#at] : undefined;
    if (value === undefined) {
      this.#broken = true;
      return 0;
    }
    this.#at += 1;
    return value;
  }

  word(): number {
    return ((this.byte() << 24) | (this.byte() << 16) | (this.byte() << 8) | this.byte()) >>> 0;
  }

  key(): number {
    const high = this.byte() * 0x100 + this.byte();
    return high * TWO_32 + this.word();
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; scale < Number.MAX_SAFE_INTEGER; scale *= 0x80) {
      const next = this.byte();
      value += (next % 0x80) * scale;
      if (next < 0x80) return this.#safe(value);
    }
    this.#broken = true;
    return 0;
  }

  /** The next `count` bytes, as a view. */
  bytes(count: number): Uint8Array {
    if (count > this.remaining) {
      this.#broken = true;
      return new Uint8Array(0);
    }
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  /** A reader of the next `count` bytes alone. */
  part(count: number): ByteReader {
    if (count > this.remaining) {
      this.#broken = true;
      return new ByteReader(this.#bytes, 0, 0);
    }
    this.#at += count;
    return new ByteReader(this.#bytes, this.#at - count, this.#at);
  }

  #safe(value: number): number {
    if (value <= Number.MAX_SAFE_INTEGER) return value;
    this.#broken = true;
    return 0;
  }
}
