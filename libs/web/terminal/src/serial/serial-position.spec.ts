import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accept, positionAfterOpening, splitAt } from './serial-position.ts';

describe('the position in a console', () => {
  it('shows every byte once and in order, however often and from wherever the server repeats', () => {
    const output = Uint8Array.from({ length: 200 }, (_, index) => index);
    const cut = fc.tuple(fc.nat(200), fc.nat(60));
    fc.assert(
      fc.property(fc.array(cut), (cuts) => {
        const shown: number[] = [];
        let next = 0;
        // Each piece starts at or before the byte awaited, as a server that resumes does.
        for (const [from, length] of cuts) {
          const offset = Math.min(from, next);
          const result = accept(next, offset, output.subarray(offset, offset + length));
          expect(result.lost).toBe(0);
          shown.push(...result.fresh);
          next = result.next;
        }
        expect(shown).toEqual([...output.subarray(0, next)]);
      }),
    );
  });

  it('says how much is missing when the ring no longer had it', () => {
    expect(accept(10, 25, new Uint8Array(5))).toMatchObject({ lost: 15, next: 30 });
    expect(accept(null, 25, new Uint8Array(5))).toMatchObject({ lost: 0, next: 30 });
  });

  it('starts over when the server’s ring is a new one', () => {
    expect(positionAfterOpening(500, 0, 40)).toEqual({ next: 0, startedOver: true });
    expect(positionAfterOpening(30, 0, 40)).toEqual({ next: 30, startedOver: false });
    expect(positionAfterOpening(null, 0, 40)).toEqual({ next: null, startedOver: false });
  });
});

describe('old and live output in one piece', () => {
  it.each([
    [-3, '', 'abcd'],
    [0, '', 'abcd'],
    [3, 'abc', 'd'],
    [9, 'abcd', ''],
  ])('is parted at byte %d', (count, old, live) => {
    const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    const parts = splitAt(new TextEncoder().encode('abcd'), count);
    expect([text(parts.old), text(parts.live)]).toEqual([old, live]);
  });
});
