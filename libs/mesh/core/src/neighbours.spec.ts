import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RINGS } from './limits.ts';
import { dialsFirst, neighbours } from './neighbours.ts';

const members = fc.uniqueArray(fc.string({ minLength: 4, maxLength: 12 }), { minLength: 1, maxLength: 60 });

function reachable(from: string, all: readonly string[]): number {
  const seen = new Set([from]);
  for (const id of seen) for (const next of neighbours(id, all)) seen.add(next);
  return seen.size;
}

describe('neighbours', () => {
  it('makes one connected, symmetric graph of bounded degree', () => {
    fc.assert(
      fc.property(members, (all) => {
        for (const self of all) {
          const mine = neighbours(self, all);
          expect(mine.has(self)).toBe(false);
          expect(mine.size).toBeLessThanOrEqual(2 * RINGS);
          for (const other of mine) expect(neighbours(other, all).has(self)).toBe(true);
        }
        expect(reachable(all[0]!, all)).toBe(all.length);
      }),
      { numRuns: 20 },
    );
  });

  it('is everybody in a small cluster', () => {
    const all = Array.from({ length: RINGS }, (_, i) => `peer-${i}`);
    expect(neighbours('peer-0', all).size).toBe(all.length - 1);
  });

  it('is the same whatever the order of the table', () => {
    const all = Array.from({ length: 40 }, (_, i) => `peer-${i}`);
    expect(neighbours('peer-7', all.toReversed())).toEqual(neighbours('peer-7', all));
  });
});

describe('dialsFirst', () => {
  it('is true for exactly one of a pair', () => {
    expect([dialsFirst('a', 'b'), dialsFirst('b', 'a')]).toEqual([true, false]);
  });
});
