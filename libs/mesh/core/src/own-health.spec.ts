import { describe, expect, it } from 'vitest';
import { CATCH_UP_MS, MAX_EXTRA_SILENCE_MS, MAX_OWN_DELAYS, OWN_LAG_COVERED_MS, OWN_LAG_MEMORY_MS } from './limits.ts';
import { OwnHealth } from './own-health.ts';

describe('own health', () => {
  it('makes nothing of the usual delays, however many', () => {
    const health = new OwnHealth();
    for (let now = 0; now < 60_000; now += 500) expect(health.ran(now, now + OWN_LAG_COVERED_MS)).toBe(0);
    expect(health.extraSilenceMs(60_000)).toBe(0);
  });

  it('is no more patient after one pause, however long', () => {
    const health = new OwnHealth();
    expect(health.ran(1000, 61_000)).toBe(60_000 - OWN_LAG_COVERED_MS);
    expect(health.extraSilenceMs(61_000)).toBe(0);
  });

  it('is patient when it is held up again, ever less, and not without end', () => {
    const health = new OwnHealth();
    health.ran(0, 1000);
    expect(health.ran(1000, 1000 + OWN_LAG_COVERED_MS + 600)).toBe(600);
    const now = 1600 + OWN_LAG_COVERED_MS;
    const patience = health.extraSilenceMs(now);
    expect(patience).toBeGreaterThan(1000);
    expect(patience).toBeLessThan(1200);
    expect(health.extraSilenceMs(now + OWN_LAG_MEMORY_MS / 2)).toBeLessThan(patience / 2);
    expect(health.extraSilenceMs(now + OWN_LAG_MEMORY_MS)).toBe(0);
    for (const dueMs of [900_000, 950_000]) health.ran(dueMs, 1_000_000);
    expect(health.extraSilenceMs(1_000_000)).toBe(MAX_EXTRA_SILENCE_MS);
  });

  it('remembers the worst of many, and no more than so many', () => {
    const health = new OwnHealth();
    for (const lagMs of [1000, 2000]) health.ran(0, OWN_LAG_COVERED_MS + lagMs);
    for (let count = 2; count < MAX_OWN_DELAYS; count += 1) health.ran(3000, 3000 + OWN_LAG_COVERED_MS + 10);
    expect(health.extraSilenceMs(3500)).toBeGreaterThan(1500);
    for (let count = 0; count < 2; count += 1) health.ran(3000, 3000 + OWN_LAG_COVERED_MS + 10);
    expect(health.extraSilenceMs(3500)).toBeLessThan(100);
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
