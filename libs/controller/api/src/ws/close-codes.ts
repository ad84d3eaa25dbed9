/** WebSocket close codes as we use them (RFC 6455 §7.4 and its registry). */
export const CLOSE = {
  done: 1000,
  /** The controller stops; come again. */
  goingAway: 1001,
  /** A kind of message this socket does not take. */
  unsupportedData: 1003,
  /** The session ended or lost its rights: log in, then come again. */
  policy: 1008,
  tooBig: 1009,
  /** Something behind the socket failed; the reason says what. */
  failed: 1011,
  /** Too slow for what happens: come again and resume from the last cursor. */
  tryAgain: 1013,
} as const;

/** A close reason has at most 123 bytes. */
export function closeReason(text: string): string {
  let reason = text.slice(0, 123);
  while (Buffer.byteLength(reason) > 123) reason = reason.slice(0, -1);
  return reason;
}
