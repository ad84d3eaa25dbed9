import { isRapidError } from '@rapidvm/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEAD_BYTES, OFFSET_BYTES, readHead, writeHead, writeOffset } from './console-wire.ts';
import type { FrameKind } from './console-wire.ts';
import { FrameSplitter } from './frame-splitter.ts';
import { MAX_FRAME_BYTES, SERIAL_CHUNK_BYTES } from './limits.ts';

const MAX = 300;
const LIMITS = { open: MAX, input: MAX };

function encode(kind: FrameKind, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(HEAD_BYTES + payload.length);
  writeHead(frame, kind, payload.length);
  frame.set(payload, HEAD_BYTES);
  return frame;
}

describe('frames of a console', () => {
  it('come out whole and in order, wherever the stream is cut', () => {
    const frame = fc.record({
      kind: fc.constantFrom('open' as const, 'input' as const),
      payload: fc.uint8Array({ maxLength: MAX }),
    });
    fc.assert(
      fc.property(fc.array(frame), fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }), (frames, cuts) => {
        const stream = frames.flatMap(({ kind, payload }) => [...encode(kind, payload)]);
        const splitter = new FrameSplitter(LIMITS);
        const got = [];
        for (let at = 0, cut = 0; at < stream.length; cut += 1) {
          const size = cuts[cut % cuts.length] ?? 1;
          got.push(...splitter.take(Uint8Array.from(stream.slice(at, at + size))));
          at += size;
        }
        expect(got.map(({ kind, payload }) => ({ kind, payload: [...payload] }))).toEqual(
          frames.map(({ kind, payload }) => ({ kind, payload: [...payload] })),
        );
      }),
    );
  });

  it('of another kind, an unknown one, or too long are refused at their head', () => {
    for (const bytes of [
      encode('data', new Uint8Array(0)),
      [200, 0, 0, 0],
      encode('input', new Uint8Array(MAX + 1)).subarray(0, 4),
    ]) {
      expect(() => new FrameSplitter(LIMITS).take(Uint8Array.from(bytes))).toThrow(
        expect.objectContaining({ code: 'invalid-input' }),
      );
    }
    expect(() => readHead(Uint8Array.from([1, 255, 255, 255]), 0)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });

  it('never fail in another way, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100 })), (pieces) => {
        const splitter = new FrameSplitter(LIMITS);
        try {
          for (const piece of pieces) splitter.take(piece);
        } catch (error) {
          expect(isRapidError(error, 'invalid-input')).toBe(true);
        }
      }),
    );
  });

  it('have a length of three bytes and an offset of eight', () => {
    const head = new Uint8Array(HEAD_BYTES);
    writeHead(head, 'data', MAX_FRAME_BYTES - HEAD_BYTES);
    expect(readHead(head, 0)).toEqual({ kind: 'data', length: MAX_FRAME_BYTES - HEAD_BYTES });
    const offset = new Uint8Array(OFFSET_BYTES);
    writeOffset(offset, 2 ** 40 + 3);
    expect([...offset]).toEqual([0, 0, 1, 0, 0, 0, 0, 3]);
    expect(SERIAL_CHUNK_BYTES + OFFSET_BYTES + HEAD_BYTES).toBe(MAX_FRAME_BYTES);
  });
});
