import { isRapidError } from '@rapidvm/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor, nameKey, numberKey, toPage, uuidKey } from './keyset.ts';

const BY_NAME = { list: 'vm', key: nameKey };
const BY_NUMBER = { list: 'event', key: numberKey };

describe('a cursor', () => {
  it('comes back as the key it was made from', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 128 }),
        (key) => decodeCursor(BY_NAME, encodeCursor(BY_NAME, key)) === key,
      ),
    );
    fc.assert(fc.property(fc.maxSafeNat(), (key) => decodeCursor(BY_NUMBER, encodeCursor(BY_NUMBER, key)) === key));
    expect(decodeCursor(BY_NAME, undefined)).toBeNull();
  });

  it('is refused as invalid input, whatever else it is', () => {
    const given = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
    );
    fc.assert(
      fc.property(given, (cursor) => {
        try {
          decodeCursor({ list: 'image', key: uuidKey }, cursor);
          return false;
        } catch (error) {
          return isRapidError(error, 'invalid-input');
        }
      }),
    );
  });

  it('of one list is none of another', () => {
    expect(() => decodeCursor({ ...BY_NAME, list: 'image' }, encodeCursor(BY_NAME, 'a'))).toThrow('cursor');
  });
});

describe('a page', () => {
  it('and those after it hold every row once, in order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat()), fc.integer({ min: 1, max: 7 }), (unsorted, limit) => {
        const rows = unsorted.toSorted((a, b) => a - b);
        const seen: number[] = [];
        let after: number | null = null;
        do {
          const rest: readonly number[] = rows.filter((row) => after === null || row > after).slice(0, limit + 1);
          const page = toPage(BY_NUMBER, limit, rest, { key: (row) => row, item: (row) => row });
          seen.push(...page.items);
          after = page.nextCursor === null ? null : decodeCursor(BY_NUMBER, page.nextCursor);
        } while (after !== null);
        expect(seen).toEqual(rows);
      }),
    );
  });
});
