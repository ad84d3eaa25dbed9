import { VirtualTime, recordingLogger } from '@rapidvm/testing';
import { describe, expect, it } from 'vitest';
import { APP_LIMITS } from '../limits.ts';
import { StrangerCount } from './stranger-count.ts';

describe('refusals of callers whom nobody knows', () => {
  it('are audited up to a bound, which is logged once, and again in the next window', async () => {
    const clock = new VirtualTime();
    const logger = recordingLogger();
    const strangers = new StrangerCount({ clock, logger });
    const knock = (times: number) => Array.from({ length: times }, () => strangers.isAudited()).filter(Boolean).length;
    expect(knock(APP_LIMITS.strangersAudited * 3)).toBe(APP_LIMITS.strangersAudited);
    expect(logger.lines.map(({ level }) => level)).toEqual(['warn']);
    await clock.advance(APP_LIMITS.strangersWindowMs);
    expect(knock(2)).toBe(2);
  });
});
