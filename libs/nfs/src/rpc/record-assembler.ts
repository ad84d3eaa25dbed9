/** Records on a TCP stream (RFC 5531 section 11): fragments, each with its length and whether it is the last. */
import { malformed } from '../errors.ts';
import { MAX_FRAGMENTS, MAX_RECORD_BYTES } from '../limits.ts';

const LAST = 0x8000_0000;
const MARK_BYTES = 4;

/** The mark before a record that is sent as one fragment. */
export function recordMark(bytes: number): Uint8Array {
  const mark = new Uint8Array(MARK_BYTES);
  new DataView(mark.buffer).setUint32(0, (LAST | bytes) >>> 0);
  return mark;
}

/** Cuts a stream into records. Holds at most one record of MAX_RECORD_BYTES; after it threw `malformed` the stream is of no more use. */
export class RecordAssembler {
  readonly #mark = new Uint8Array(MARK_BYTES);
  #markBytes = 0;
  /** Bytes of the present fragment that have not come. */
  #missing = 0;
  #isLast = false;
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #fragments = 0;

  /** Takes the next bytes, and calls `onRecord` for each record that they end. `chunk` must not be changed later. */
  push(chunk: Uint8Array, onRecord: (record: Uint8Array) => void): void {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#missing === 0) rest = this.#takeMark(rest);
      else {
        const part = rest.subarray(0, this.#missing);
        this.#parts.push(part);
        this.#missing -= part.length;
        rest = rest.subarray(part.length);
      }
      if (this.#markBytes === MARK_BYTES && this.#missing === 0) this.#endFragment(onRecord);
    }
  }

  #takeMark(from: Uint8Array): Uint8Array {
    const wanted = from.subarray(0, MARK_BYTES - this.#markBytes);
    this.#mark.set(wanted, this.#markBytes);
    this.#markBytes += wanted.length;
    if (this.#markBytes === MARK_BYTES) this.#beginFragment(new DataView(this.#mark.buffer).getUint32(0));
    return from.subarray(wanted.length);
  }

  #beginFragment(mark: number): void {
    this.#isLast = mark >= LAST;
    this.#missing = this.#isLast ? mark - LAST : mark;
    this.#bytes += this.#missing;
    this.#fragments += 1;
    if (this.#bytes > MAX_RECORD_BYTES) throw malformed(`a record of more than ${MAX_RECORD_BYTES} bytes`);
    if (this.#fragments > MAX_FRAGMENTS) throw malformed(`a record of more than ${MAX_FRAGMENTS} fragments`);
  }

  #endFragment(onRecord: (record: Uint8Array) => void): void {
    this.#markBytes = 0;
    if (!this.#isLast) return;
    const record = this.#parts.length === 1 ? this.#parts[0] : concatenate(this.#parts, this.#bytes);
    this.#parts = [];
    this.#bytes = 0;
    this.#fragments = 0;
    if (record !== undefined) onRecord(record);
  }
}

function concatenate(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
