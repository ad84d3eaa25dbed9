import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QmpFraming } from './qmp-framing.ts';

/** All lines of `chunks`, or the refusal. */
function frame(framing: QmpFraming, chunks: readonly string[]): readonly string[] | string {
  const lines: string[] = [];
  for (const chunk of chunks) {
    const result = framing.push(chunk);
    if (!result.ok) return result.error.code;
    lines.push(...result.value);
  }
  return lines;
}

/** `text` cut at the places given. */
function cut(text: string, places: readonly number[]): readonly string[] {
  const at = [0, ...places.map((place) => place % (text.length + 1)).toSorted((a, b) => a - b), text.length];
  return at.slice(1).map((end, index) => text.slice(at[index], end));
}

describe('QmpFraming', () => {
  it('finds the same lines however the stream is cut', () => {
    const lines = fc.array(
      fc.string({ minLength: 1 }).filter((line) => line.trim() === line && line !== '' && !line.includes('\n')),
    );
    fc.assert(
      fc.property(lines, fc.array(fc.nat()), (wanted, places) => {
        const text = wanted.map((line) => `${line}\r\n`).join('');
        expect(frame(new QmpFraming(), cut(text, places))).toEqual(wanted);
      }),
    );
  });

  it('never holds more than its limit, and refuses for good past it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.array(fc.string({ maxLength: 30 })), (max, chunks) => {
        const framing = new QmpFraming(max);
        let refused = false;
        for (const chunk of chunks) {
          const result = framing.push(chunk);
          if (refused) expect(result.ok).toBe(false);
          refused = !result.ok;
          expect(framing.pendingChars).toBeLessThanOrEqual(max);
        }
      }),
    );
  });

  it('takes a line of exactly the limit and refuses one more', () => {
    expect(frame(new QmpFraming(5), ['123', '45\n'])).toEqual(['12345']);
    expect(frame(new QmpFraming(5), ['123', '456\n'])).toBe('qmp-protocol');
  });
});
