/** External data representation (RFC 4506): everything big-endian, in units of four bytes. */
const INITIAL_BYTES = 256;
const UNIT = 4;

export class XdrWriter {
  #bytes = new Uint8Array(INITIAL_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  /** Whole numbers 0 … 2^32 − 1. */
  u32(value: number): this {
    this.#view.setUint32(this.#reserve(4), value);
    return this;
  }

  u64(value: bigint): this {
    this.#view.setBigUint64(this.#reserve(8), value);
    return this;
  }

  bool(value: boolean): this {
    return this.u32(value ? 1 : 0);
  }

  /** Bytes whose number the reader knows, filled up to a whole unit. */
  fixed(bytes: Uint8Array): this {
    const at = this.#reserve(Math.ceil(bytes.length / UNIT) * UNIT);
    this.#bytes.set(bytes, at);
    return this;
  }

  /** Bytes with their number before them. */
  opaque(bytes: Uint8Array): this {
    return this.u32(bytes.length).fixed(bytes);
  }

  string(text: string): this {
    return this.opaque(new TextEncoder().encode(text));
  }

  /** A present value, or the mark of an absent one. */
  optional<T>(value: T | undefined, write: (value: T) => unknown): this {
    this.bool(value !== undefined);
    if (value !== undefined) write(value);
    return this;
  }

  /** What was written so far; later writing does not change it. */
  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  /** Makes room for `count` zero bytes; returns where they begin. */
  #reserve(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    return at;
  }
}
