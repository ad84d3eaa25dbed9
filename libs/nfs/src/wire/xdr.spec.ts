import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNfsError } from '../errors.ts';
import { XdrReader } from './xdr-reader.ts';
import { XdrWriter } from './xdr-writer.ts';

const u32 = fc.nat(0xffff_ffff);
const u64 = fc.bigInt(0n, 2n ** 64n - 1n);
const bytes = fc.uint8Array({ maxLength: 600 });

describe('XDR', () => {
  it('reads what was written, and each value fills whole units', () => {
    fc.assert(
      fc.property(u32, u64, fc.boolean(), bytes, fc.string({ unit: 'grapheme', maxLength: 50 }), (a, b, c, d, e) => {
        const written = new XdrWriter().u32(a).u64(b).bool(c).opaque(d).string(e).done();
        expect(written.length % 4).toBe(0);
        const reader = new XdrReader(written);
        expect([reader.u32(), reader.u64(), reader.bool()]).toEqual([a, b, c]);
        expect([...reader.opaque(600)]).toEqual([...d]);
        expect(reader.string(600)).toBe(new TextDecoder().decode(new TextEncoder().encode(e)));
        expect(reader.left).toBe(0);
      }),
    );
  });

  it('reads optional values and lists', () => {
    const writer = new XdrWriter();
    writer.optional(7, (value) => writer.u32(value)).optional(undefined, () => writer.u32(9));
    writer.bool(true).u32(1).bool(true).u32(2).bool(false);
    const reader = new XdrReader(writer.done());
    expect([reader.optional(() => reader.u32()), reader.optional(() => reader.u32())]).toEqual([7, undefined]);
    expect(reader.list(5, () => reader.u32())).toEqual([1, 2]);
  });

  it('pads as RFC 4506 section 4.10 shows', () => {
    expect([...new XdrWriter().opaque(Uint8Array.of(1, 2, 3, 4, 5)).done()]).toEqual([0, 0, 0, 5, 1, 2, 3, 4, 5, 0, 0, 0]);
  });

  it('throws malformed and nothing else, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.array(fc.nat(6), { maxLength: 10 }), (input, steps) => {
        const reader = new XdrReader(input);
        const actions = [
          () => reader.u32(),
          () => reader.u64(),
          () => reader.size(),
          () => reader.bool(),
          () => reader.opaque(16),
          () => reader.string(16),
          () => reader.list(4, () => reader.u32()),
        ];
        try {
          for (const step of steps) actions[step]!();
        } catch (error) {
          expect(isNfsError(error, 'malformed')).toBe(true);
        }
      }),
    );
  });
});
