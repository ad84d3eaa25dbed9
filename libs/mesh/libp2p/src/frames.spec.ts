import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader, framed } from './frames.ts';
import { MAX_LINK_MESSAGE_BYTES } from './limits.ts';

describe('frames', () => {
  it('gives back what was framed, however the bytes are cut', () => {
    const messages = fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 20 });
    const cuts = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(messages, cuts, (given, sizes) => {
        const bytes = framed(given);
        const reader = new FrameReader();
        const read: Uint8Array[] = [];
        for (let at = 0, turn = 0; at < bytes.byteLength; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          read.push(...reader.take(bytes.subarray(at, at + size)));
          at += size;
        }
        expect(read).toEqual(given);
      }),
    );
  });

  it('takes the longest message there may be', () => {
    const longest = new Uint8Array(MAX_LINK_MESSAGE_BYTES).fill(7);
    expect(new FrameReader().take(framed([longest, new Uint8Array([1])]))).toEqual([longest, new Uint8Array([1])]);
  });
});
