import { describe, expect, it } from 'vitest';
import { parseEscape } from './console.ts';
import { firstLine, listParser, parseInteger, parseMebibytes, parsePair } from './field-values.ts';

describe('field values', () => {
  it.each([
    ['512', 512],
    ['512MiB', 512],
    ['512 m', 512],
    ['2GiB', 2048],
    ['2G', 2048],
    ['1TiB', 1_048_576],
  ])('reads %s as %i MiB', (text, mebibytes) => {
    expect(parseMebibytes(text)).toBe(mebibytes);
  });

  it.each(['', '1.5GiB', '-1', '2 KB', '1e3', 'GiB'])('refuses "%s" as a size', (text) => {
    expect(() => parseMebibytes(text)).toThrow('It must be a size');
  });

  it('reads whole numbers only', () => {
    expect(parseInteger('-3')).toBe(-3);
    for (const text of ['', '1.5', 'x', '1e3', ' 1']) expect(() => parseInteger(text)).toThrow('whole number');
  });

  it('gathers lists and pairs over several flags', () => {
    const parse = listParser(['a', 'b', 'c']);
    expect(parse('c', parse('a,b', undefined))).toEqual(['a', 'b', 'c']);
    expect(() => parse('d', undefined)).toThrow('Allowed choices are a, b, c.');
    expect(parsePair('k=v=w', parsePair('a=', undefined))).toEqual({ a: '', k: 'v=w' });
    expect(() => parsePair('=v', undefined)).toThrow('KEY=VALUE');
  });

  it('takes the first line of a secret file', () => {
    expect(firstLine('pa ss\r\nmore\n')).toBe('pa ss');
    expect(firstLine('')).toBe('');
  });

  it('reads the key that leaves a console', () => {
    expect([parseEscape('^]'), parseEscape('^q'), parseEscape('^A'), parseEscape('none')]).toEqual([0x1d, 0x11, 0x01, null]);
    for (const text of ['', ']', '^', '^^^', '^1']) expect(() => parseEscape(text)).toThrow('It must be none');
  });
});
