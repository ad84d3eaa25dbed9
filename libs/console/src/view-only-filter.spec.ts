import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ViewOnlyFilter } from './view-only-filter.ts';

const HANDSHAKE = [...new TextEncoder().encode('RFB 003.008\n'), 1, 1];

const filler = (length: number): number[] => Array.from({ length }, (_, index) => (index * 7) % 256);

/** Client messages by what becomes of them. */
const PASSED: readonly number[][] = [
  [0, ...filler(19)],
  [2, 0, 0, 3, ...filler(12)],
  [3, 1, ...filler(8)],
  [150, 1, ...filler(8)],
  [248, 0, 0, 0, 0, 0, 0, 0, 5, ...filler(5)],
];
const DROPPED: readonly number[][] = [
  [4, 1, 0, 0, 0, 0, 0, 65],
  [5, 1, 0, 10, 0, 10],
  [6, 0, 0, 0, 0, 0, 0, 4, 116, 101, 120, 116],
  [6, 0, 0, 0, 255, 255, 255, 252, 1, 2, 3, 4],
  [250, 0, 1, 2],
  [251, 0, 4, 0, 3, 0, 1, 0, ...filler(16)],
  [255, 0, 0, 1, ...filler(8)],
];

describe('the filter of a read-only screen', () => {
  it('passes what asks for pictures and drops what acts, wherever the stream is cut', () => {
    const message = fc.oneof(
      fc.constantFrom(...PASSED).map((bytes) => ({ bytes, passes: true })),
      fc.constantFrom(...DROPPED).map((bytes) => ({ bytes, passes: false })),
    );
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (messages, cuts) => {
          const stream = Uint8Array.from([...HANDSHAKE, ...messages.flatMap(({ bytes }) => bytes)]);
          const wanted = [...HANDSHAKE, ...messages.filter(({ passes }) => passes).flatMap(({ bytes }) => bytes)];
          const filter = new ViewOnlyFilter();
          const passed: number[] = [];
          for (let at = 0, cut = 0; at < stream.length; cut += 1) {
            const end = at + (cuts[cut % cuts.length] ?? 1);
            passed.push(...filter.pass(stream.subarray(at, end)));
            at = end;
          }
          expect(passed).toEqual(wanted);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('drops a clipboard of any size without holding it', () => {
    const filter = new ViewOnlyFilter();
    filter.pass(Uint8Array.from(HANDSHAKE));
    const megabyte = 1024 * 1024;
    filter.pass(Uint8Array.from([6, 0, 0, 0, 0, 16, 0, 0]));
    for (let sent = 0; sent < megabyte; sent += 65_536) expect(filter.pass(new Uint8Array(65_536).fill(4))).toHaveLength(0);
    expect([...filter.pass(Uint8Array.from([3, ...filler(9)]))]).toEqual([3, ...filler(9)]);
  });

  it.each([[7], [42], [255, 1]])('refuses a message it does not know: %s', (...bytes) => {
    const filter = new ViewOnlyFilter();
    filter.pass(Uint8Array.from(HANDSHAKE));
    expect(() => filter.pass(Uint8Array.from([...bytes, 0, 0, 0]))).toThrowError(
      expect.objectContaining({ code: 'not-permitted' }),
    );
  });

  it.each(['RFB 003.003\n', 'RFB 003.005\n', 'RFB  03.008\n', 'RFB 003.889\n'])(
    'refuses %j, whose handshake is shorter: the rest would be read one byte out of step and let keys through',
    (version) => {
      const keyDownAfterClientInit = [1, 4, 3, 0, 0, 0, 0, 0, 65, ...filler(3)];
      const stream = Uint8Array.from([...new TextEncoder().encode(version), ...keyDownAfterClientInit]);
      expect(() => new ViewOnlyFilter().pass(stream)).toThrowError(expect.objectContaining({ code: 'not-permitted' }));
    },
  );

  it('never fails in another way, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100 })), (pieces) => {
        const filter = new ViewOnlyFilter();
        try {
          for (const piece of pieces) filter.pass(piece);
        } catch (error) {
          expect(error).toMatchObject({ code: 'not-permitted' });
        }
      }),
    );
  });
});
