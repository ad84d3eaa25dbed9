import { describe, expect, it } from 'vitest';
import { heldOrder } from './held-order.ts';
import { parseSort, sortRows, sortText, toggled } from './sort.ts';

const KEYS = ['name', 'size'] as const;
const FALLBACK = { key: 'name', down: false } as const;

describe('the order of a list', () => {
  it('stands in the URL', () => {
    expect(parseSort('-size', KEYS, FALLBACK)).toEqual({ key: 'size', down: true });
    expect(parseSort('nonsense', KEYS, FALLBACK)).toEqual(FALLBACK);
    expect(parseSort(undefined, KEYS, FALLBACK)).toEqual(FALLBACK);
    expect(sortText(toggled({ key: 'size', down: false }, 'size'))).toBe('-size');
    expect(toggled({ key: 'size', down: true }, 'name')).toEqual(FALLBACK);
  });

  it('counts as people do, has nothing last and never swaps equals', () => {
    const rows = ['vm-10', 'vm-9', null, 'vm-9'].map((name, index) => ({ id: `${index}`, name }));
    const names = (down: boolean) => sortRows(rows, (row) => row.name, down).map((row) => row.id);
    expect(names(false)).toEqual(['1', '3', '0', '2']);
    expect(names(true)).toEqual(['0', '1', '3', '2']);
  });
});

describe('a list under the pointer', () => {
  it('does not move: what is gone stays as a gap, what is new comes last', () => {
    expect(heldOrder(['a', 'b', 'c'], ['d', 'c', 'a'], true)).toEqual(['a', 'b', 'c', 'd']);
    expect(heldOrder(['a', 'b', 'c'], ['d', 'c', 'a'], false)).toEqual(['d', 'c', 'a']);
    expect(heldOrder([], ['a'], true)).toEqual(['a']);
  });
});
