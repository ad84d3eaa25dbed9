import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actions, ago, block, duration, listing, percent, printable, state, table } from './text.ts';

const PLAIN = { colour: false, nowMs: Date.parse('2026-01-02T00:00:00Z') };

describe('text', () => {
  it('lines up tables without trailing space, coloured or not', () => {
    expect(
      table(
        ['NAME', 'STATE'],
        [
          ['a', 'running'],
          ['longer', 'off'],
        ],
      ),
    ).toBe('NAME    STATE\na       running\nlonger  off');
    const coloured = table(
      ['NAME', 'STATE', 'X'],
      [
        ['a', state({ ...PLAIN, colour: true }, 'running'), '1'],
        ['b', 'off', '2'],
      ],
    );
    expect(coloured).toContain('\u001b[32mrunning\u001b[39m  1');
    expect(coloured).toContain('off      2');
    expect(listing('No VMs', ['NAME'], [])).toBe('No VMs');
  });

  it('lets nobody write to the terminal but itself', () => {
    expect(printable('evil\u001b[2J\r\nname\u202e')).toBe('evil\u{fffd}[2J\u{fffd} name\u{fffd}');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/\p{Cc}/u.test(printable(text))));
  });

  it('tells how long something took, as finely as it matters', () => {
    expect([-5, 420, 9949, 12_400, 59_600, 185_000].map(duration)).toEqual([
      ...['0.0 s', '0.4 s', '9.9 s', '12 s', '1 min 0 s', '3 min 5 s'],
    ]);
  });

  it('names actions as they are typed', () => {
    const told = actions(PLAIN, [
      { action: 'remove', allowed: false, reason: 'It has VMs' },
      { action: 'force-remove', allowed: true },
    ]);
    expect(told).toBe('What you can do now:\n  no   remove          It has VMs\n  yes  remove --force');
  });

  it('tells ages in the largest unit', () => {
    expect(
      [
        '2026-01-01T00:00:00Z',
        '2026-01-01T22:59:00Z',
        '2026-01-01T23:58:30Z',
        '2026-01-01T23:59:57Z',
        '2026-01-02T00:10:00Z',
        null,
      ].map((at) => ago(PLAIN, at)),
    ).toEqual(['1 d ago', '1 h ago', '1 min ago', '3 s ago', 'just now', 'never']);
  });

  it('leaves out what there is not', () => {
    expect(
      block([
        ['Name', 'x'],
        ['Reason', null],
        ['Labels', ''],
        ['Count', 0],
      ]),
    ).toBe('Name   x\nCount  0');
    expect(percent(0.333)).toBe('33 %');
  });
});
