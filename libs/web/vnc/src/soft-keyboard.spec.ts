import { describe, expect, it } from 'vitest';
import { SOFT_FILL, softKeys } from './soft-keyboard.ts';

/** `<` for backspace, `^` before what is shifted. */
const written = (before: string, after: string): string =>
  softKeys(before, after)
    .map(({ keysym, shifted }) => {
      const key = keysym === 0xff08 ? '<' : keysym === 0xff0d ? '\n' : String.fromCodePoint(keysym & 0xff_ffff);
      return shifted ? `^${key}` : key;
    })
    .join('');

describe('the keys of a phone', () => {
  it.each([
    ['a letter', '', 'l', 'l'],
    ['a capital and a sign', 'l', 'lS!', '^S^!'],
    ['a line', 'ls', 'ls\n', '\n'],
    ['a backspace', SOFT_FILL, SOFT_FILL.slice(1), '<'],
    ['a word corrected', 'teh', 'the ', '<<he '],
    ['a letter of another alphabet', '', 'é€', 'é€'],
    ['nothing', 'ls', 'ls', ''],
  ])('%s', (_, before, after, keys) => expect(written(before, after)).toBe(keys));
});
