/** Reading ahead: several transfers under way, handed on in order. */
import { STREAM_WINDOW } from '../limits.ts';
import type { ReadResult } from '../protocol/nfs3.ts';

export interface ReadRange {
  readonly offset: number;
  /** Infinity: to the end. */
  readonly bytes: number;
  readonly transferBytes: number;
}

type Transfer = (offset: number, count: number) => Promise<ReadResult>;

interface Ahead {
  readonly offset: number;
  readonly count: number;
  readonly result: Promise<ReadResult>;
}

/** At most STREAM_WINDOW transfers are held. A server may give less than asked for: the rest is asked for again. */
export async function* readStream(transfer: Transfer, range: ReadRange): AsyncGenerator<Uint8Array, undefined> {
  const end = range.offset + range.bytes;
  const ahead: Ahead[] = [];
  let next = range.offset;
  const ask = (offset: number, count: number): Ahead => {
    const result = transfer(offset, count);
    // It is awaited in its turn; a failure of one that never has its turn is nobody's.
    result.catch(() => undefined);
    return { offset, count, result };
  };
  for (;;) {
    while (ahead.length < STREAM_WINDOW && next < end) {
      const count = Math.min(range.transferBytes, end - next);
      ahead.push(ask(next, count));
      next += count;
    }
    const first = ahead.shift();
    if (first === undefined) return undefined;
    const { data, atEnd } = await first.result;
    if (data.length > 0) yield data;
    if (atEnd || data.length === 0) return undefined;
    if (data.length < first.count) ahead.unshift(ask(first.offset + data.length, first.count - data.length));
  }
}
