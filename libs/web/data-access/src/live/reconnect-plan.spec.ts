import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONNECTED, RECONNECT_LIMITS, afterFailure } from './reconnect-plan.ts';

describe('the plan to reconnect', () => {
  it('waits twice as long each time, up to the most', () => {
    const waits: number[] = [];
    let plan = CONNECTED;
    for (let attempt = 0; attempt < 7; attempt += 1) {
      const next = afterFailure(plan, 1);
      plan = next.plan;
      waits.push(next.waitMs);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  });

  it('spreads tabs over the upper half of the wait and never beyond the most', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.double({ min: 0, max: 1, noNaN: true }), (failures, fraction) => {
        const { waitMs } = afterFailure({ failures }, fraction);
        expect(waitMs).toBeGreaterThanOrEqual(RECONNECT_LIMITS.firstMs / 2);
        expect(waitMs).toBeLessThanOrEqual(RECONNECT_LIMITS.maxMs);
      }),
    );
  });
});
