/** The first byte of a binary message that comes whole (RFC 6455 §5.2: FIN and opcode 2). */
const WHOLE_BINARY = 0x82;
/** The longest message whose length stands in the second byte; a longer one's stands in two more. */
const MAX_SHORT_BYTES = 125;
const TWO_BYTES_FOLLOW = 126;
const SHORT_HEAD_BYTES = 2;
const LONG_HEAD_BYTES = 4;

/**
 * A server's WebSocket message in place. `bytes`: `room` bytes that may be overwritten, 4 at least, then the message, at most 65,535 bytes.
 * Returns the part that is to be sent.
 */
export function binaryMessage(bytes: Uint8Array, room: number): Uint8Array {
  const length = bytes.length - room;
  const at = room - (length > MAX_SHORT_BYTES ? LONG_HEAD_BYTES : SHORT_HEAD_BYTES);
  bytes[at] = WHOLE_BINARY;
  if (length <= MAX_SHORT_BYTES) {
    bytes[at + 1] = length;
  } else {
    bytes[at + 1] = TWO_BYTES_FOLLOW;
    bytes[at + 2] = length >>> 8;
    bytes[at + 3] = length & 0xff;
  }
  return bytes.subarray(at);
}
