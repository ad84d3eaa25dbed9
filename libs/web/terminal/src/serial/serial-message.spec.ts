import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSerialMessage } from './serial-message.ts';

function frame(offset: bigint, bytes: Uint8Array): ArrayBuffer {
  const data = new ArrayBuffer(8 + bytes.byteLength);
  new DataView(data).setBigUint64(0, offset);
  new Uint8Array(data, 8).set(bytes);
  return data;
}

describe('a message of the serial console', () => {
  it('carries output with its absolute offset', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, BigInt(Number.MAX_SAFE_INTEGER)), fc.uint8Array(), (offset, bytes) => {
        expect(parseSerialMessage(frame(offset, bytes))).toEqual({ type: 'data', offset: Number(offset), bytes });
      }),
    );
  });

  it.each([
    { type: 'opened', firstOffset: 3, nextOffset: 9 },
    { type: 'gap', from: 1, to: 4 },
    { type: 'closed', code: 'console-unavailable', message: 'ended' },
  ])('may be a note: %j', (note) => expect(parseSerialMessage(JSON.stringify(note))).toEqual(note));

  it('that makes no sense is left alone', () => {
    expect(parseSerialMessage(new ArrayBuffer(7))).toBeNull();
    expect(parseSerialMessage(frame(2n ** 63n, new Uint8Array()))).toBeNull();
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseSerialMessage(text)));
  });
});
