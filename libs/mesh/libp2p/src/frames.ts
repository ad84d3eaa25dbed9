/** Whole messages out of a stream of bytes: each is preceded by its length in two bytes, the high one first. */

const LENGTH_BYTES = 2;

/** `messages` as they go on the wire, in one piece. Each at most MAX_LINK_MESSAGE_BYTES: what two bytes can say. */
export function framed(messages: readonly Uint8Array[]): Uint8Array {
  const size = messages.reduce((sum, message) => sum + LENGTH_BYTES + message.byteLength, 0);
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const message of messages) {
    bytes[at] = message.byteLength >> 8;
    bytes[at + 1] = message.byteLength & 0xff;
    bytes.set(message, at + LENGTH_BYTES);
    at += LENGTH_BYTES + message.byteLength;
  }
  return bytes;
}

/** Keeps what is less than a message: its length has two bytes, so never more than 64 KiB. */
export class FrameReader {
  #rest: Uint8Array = new Uint8Array(0);

  /** The messages that `bytes` completes, in their order. They are views: keep a copy of what you keep. */
  take(bytes: Uint8Array): readonly Uint8Array[] {
    const all = this.#rest.byteLength === 0 ? bytes : joined(this.#rest, bytes);
    const messages: Uint8Array[] = [];
    let at = 0;
    while (all.byteLength - at >= LENGTH_BYTES) {
      const length = ((all[at] ?? 0) << 8) | (all[at + 1] ?? 0);
      const end = at + LENGTH_BYTES + length;
      if (end > all.byteLength) break;
      messages.push(all.subarray(at + LENGTH_BYTES, end));
      at = end;
    }
    // A copy, so that a few bytes do not keep the whole buffer they came in.
    this.#rest = all.slice(at);
    return messages;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.byteLength + second.byteLength);
  both.set(first);
  both.set(second, first.byteLength);
  return both;
}
