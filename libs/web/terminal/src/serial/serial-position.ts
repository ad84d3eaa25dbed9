/** Which byte comes next, so that after any reconnect nothing is shown twice and nothing is lost unseen. */
export interface Accepted {
  /** What is new. */
  readonly fresh: Uint8Array;
  /** Bytes the ring no longer had. */
  readonly lost: number;
  /** Offset of the byte after. */
  readonly next: number;
}

/** Takes output at `offset` when `next` is the byte awaited; null: whatever comes first. */
export function accept(next: number | null, offset: number, bytes: Uint8Array): Accepted {
  const end = offset + bytes.byteLength;
  if (next === null) return { fresh: bytes, lost: 0, next: end };
  if (end <= next) return { fresh: bytes.subarray(bytes.byteLength), lost: 0, next };
  if (offset <= next) return { fresh: bytes.subarray(next - offset), lost: 0, next: end };
  return { fresh: bytes, lost: offset - next, next: end };
}

/** Where to go on once the server told what it has. A server that is behind us has a new ring — the machine was made anew —, which starts over. */
export function positionAfterOpening(
  next: number | null,
  firstOffset: number,
  nextOffset: number,
): { readonly next: number | null; readonly startedOver: boolean } {
  if (next === null || next <= nextOffset) return { next, startedOver: false };
  return { next: firstOffset, startedOver: true };
}

/** Output in two: what came before the `count`th byte, and the rest. */
export function splitAt(bytes: Uint8Array, count: number): { readonly old: Uint8Array; readonly live: Uint8Array } {
  const at = Math.min(Math.max(0, count), bytes.byteLength);
  return { old: bytes.subarray(0, at), live: bytes.subarray(at) };
}
