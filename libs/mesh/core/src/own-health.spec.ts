import { describe, expect, it } from 'vitest';
import { CATCH_UP_MS, MAX_EXTRA_SILENCE_MS, OWN_LAG_COVERED_MS, OWN_LAG_MEMORY_MS } from './limits.ts';
import { OwnHealth } from './own-health.ts';

describe('own health', () => {
  it('makes nothing of the usual delays, however many', () => {
    const health = new OwnHealth();
    for (let now = 0; now < 60_000; now += 500) expect(health.ran(now, now + OWN_LAG_COVERED_MS)).toBe(0);
    expect(health.extraSilenceMs(60_000)).toBe(0);
  });

  it('is patient after a pause, ever less, and not without end', () => {
    const health = new OwnHealth();
    expect(health.ran(1000, 1000 + OWN_LAG_COVERED_MS + 600)).toBe(600);
    const now = 1600 + OWN_LAG_COVERED_MS;
    expect(health.extraSilenceMs(now)).toBe(1200);
    expect(health.extraSilenceMs(now + OWN_LAG_MEMORY_MS / 2)).toBe(600);
    expect(health.extraSilenceMs(now + OWN_LAG_MEMORY_MS)).toBe(0);
    health.ran(0, 1_000_000);
    expect(health.extraSilenceMs(1_000_000)).toBe(MAX_EXTRA_SILENCE_MS);
  });

  it('keeps the worse of two pauses while it weighs more', () => {
    const health = new OwnHealth();
    health.ran(0, OWN_LAG_COVERED_MS + 1000);
    health.ran(2000, 2000 + OWN_LAG_COVERED_MS + 10);
    expect(health.extraSilenceMs(2500)).toBeGreaterThan(1500);
  });

  it('tells how long what it reads now may have waited: right after a pause, and not later', () => {
    const health = new OwnHealth();
    expect(health.heldUpMs(0)).toBe(0);
    health.ran(1000, 1000 + OWN_LAG_COVERED_MS + 8000);
    const now = 9000 + OWN_LAG_COVERED_MS;
    expect(health.heldUpMs(now)).toBe(8000);
    expect(health.heldUpMs(now + CATCH_UP_MS - 1)).toBe(8000);
    expect(health.heldUpMs(now + CATCH_UP_MS)).toBe(0);
  });

  it('was not held up before it first meant to run', () => {
    expect(new OwnHealth().ran(Infinity, 5)).toBe(0);
  });
});
