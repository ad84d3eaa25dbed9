import { DAY_MS, HOUR_MS, MINUTE_MS } from '@rapidvm/kernel';
import { describe, expect, it } from 'vitest';
import { relativeText, spanText } from './relative-time.ts';

describe('spans for people', () => {
  it.each([
    [-5, '0 s'],
    [900, '0 s'],
    [59_900, '59 s'],
    [MINUTE_MS * 4 + 30_000, '4 min'],
    [HOUR_MS * 2 + MINUTE_MS * 5, '2 h 5 min'],
    [HOUR_MS * 3, '3 h'],
    [DAY_MS * 12 + HOUR_MS, '12 d'],
  ])('%d ms is %s', (millis, text) => expect(spanText(millis)).toBe(text));

  it('takes a clock a little ahead for now', () => {
    const now = Date.parse('2026-11-21T10:00:00Z');
    expect(relativeText('2026-11-21T10:00:20Z', now)).toBe('just now');
    expect(relativeText('2026-11-21T09:58:00Z', now)).toBe('2 min ago');
    expect(relativeText('2026-11-21T11:00:00Z', now)).toBe('in 1 h');
    expect(relativeText('never', now)).toBe('at an unknown time');
  });
});
