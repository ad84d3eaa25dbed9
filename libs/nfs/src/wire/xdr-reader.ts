import { malformed } from '../errors.ts';

const UNIT = 4;

/** Reads what XdrWriter writes. Whatever the bytes are, it either returns a value within the limits given or throws `malformed`. */
export class XdrReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8));
  }

  /** A 64-bit count or size as a number. Throws `malformed` above 2^53 − 1: no file is that large. */
  size(): number {
    const value = Number(this.u64());
    if (!Number.isSafeInteger(value)) throw malformed(`a size of ${value} bytes`);
    return value;
  }

  bool(): boolean {
    const value = this.u32();
    if (value > 1) throw malformed(`${value} is neither true nor false`);
    return value === 1;
  }

  /** A view of the next `count` bytes; valid as long as the record is. */
  fixed(count: number): Uint8Array {
    const at = this.#take(Math.ceil(count / UNIT) * UNIT);
    return this.#bytes.subarray(at, at + count);
  }

  opaque(maxBytes: number): Uint8Array {
    const count = this.u32();
    if (count > maxBytes) throw malformed(`${count} bytes where at most ${maxBytes} may be`);
    return this.fixed(count);
  }

  /** Names need not be UTF-8 on a server; what is not comes out with replacement characters. */
  string(maxBytes: number): string {
    return new TextDecoder().decode(this.opaque(maxBytes));
  }

  optional<T>(read: () => T): T | undefined {
    return this.bool() ? read() : undefined;
  }

  /** A chain of entries, each announced by true, ended by false. */
  list<T>(max: number, read: () => T): T[] {
    const found: T[] = [];
    while (this.bool()) {
      if (found.length === max) throw malformed(`more than ${max} entries`);
      found.push(read());
    }
    return found;
  }

  #take(count: number): number {
    if (count > this.left) throw malformed(`${count} bytes wanted where ${this.left} are left`);
    const at = this.#at;
    this.#at += count;
    return at;
  }
}
