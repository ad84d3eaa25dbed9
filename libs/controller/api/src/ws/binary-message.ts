/** The first byte of a binary message that comes whole (RFC 6455 §5.2: FIN and opcode 2). */
const WHOLE_BINARY = 0x82;
/** The longest message whose length stands in the second byte. */
const MAX_SHORT_BYTES = 125;
/** The longest whose length stands in two more; an even longer one's stands in eight more. */
const MAX_MIDDLE_BYTES = 0xffff;
const TWO_BYTES_FOLLOW = 126;
const EIGHT_BYTES_FOLLOW = 127;
const SHORT_HEAD_BYTES = 2;
const MIDDLE_HEAD_BYTES = 4;
const LONG_HEAD_BYTES = 10;

/**
 * A server's WebSocket message in place. `bytes`: `room` bytes that may be overwritten, 10 at least, then the message.
 * Returns the part that is to be sent.
 */
export function binaryMessage(bytes: Uint8Array, room: number): Uint8Array {
  const length = bytes.length - room;
  const at = room - headBytes(length);
  bytes[at] = WHOLE_BINARY;
  if (length <= MAX_SHORT_BYTES) {
    bytes[at + 1] = length;
  } else if (length <= MAX_MIDDLE_BYTES) {
    bytes[at + 1] = TWO_BYTES_FOLLOW;
    bytes[at + 2] = length >>> 8;
    bytes[at + 3] = length & 0xff;
  } else {
    bytes[at + 1] = EIGHT_BYTES_FOLLOW;
    new DataView(bytes.buffer, bytes.byteOffset + at + 2, 8).setBigUint64(0, BigInt(length));
  }
  return bytes.subarray(at);
}

function headBytes(length: number): number {
  if (length <= MAX_SHORT_BYTES) return SHORT_HEAD_BYTES;
  return length <= MAX_MIDDLE_BYTES ? MIDDLE_HEAD_BYTES : LONG_HEAD_BYTES;
}
