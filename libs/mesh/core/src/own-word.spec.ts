import { describe, expect, it } from 'vitest';
import { DEFAULT_TIMINGS } from './membership-timings.ts';
import { OwnWord } from './own-word.ts';
import { seededRng } from './testing/small-mesh.ts';

const { refuteMs } = DEFAULT_TIMINGS;

describe('refutations', () => {
  it('come at once, and those in a row ever more slowly: two with one identity would outbid each other without end', () => {
    const word = new OwnWord(1, DEFAULT_TIMINGS, seededRng(1));
    let nowMs = 1000;
    const waits = Array.from({ length: 4 }, () => {
      word.contest(word.incarnation);
      const waitMs = Math.max(0, word.refuteAtMs() - nowMs);
      nowMs += waitMs;
      if (waitMs > 0) expect(word.refute(nowMs - 1)).toBe(false);
      expect(word.refute(nowMs)).toBe(true);
      return waitMs;
    });
    expect(waits).toEqual([0, refuteMs, 2 * refuteMs, 4 * refuteMs]);
  });

  it('answer nothing that was said of an earlier life', () => {
    const word = new OwnWord(2, DEFAULT_TIMINGS, seededRng(1));
    word.contest(word.incarnation - 1);
    expect(word.refuteAtMs()).toBe(Infinity);
  });
});
