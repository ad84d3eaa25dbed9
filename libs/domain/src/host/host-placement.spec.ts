import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capacityLimits, HOST_PLACEMENT_LIMITS, PLACEMENT_DEFAULTS, UNSAID_PLACEMENT } from './host-placement.ts';

const INVENTORY = { memoryMiB: 8192, cpus: 4 };

describe('what a host may promise', () => {
  it('is its memory but for its own part, and its processors many times', () => {
    expect(capacityLimits(INVENTORY, UNSAID_PLACEMENT, PLACEMENT_DEFAULTS)).toEqual({ memoryMiB: 7936, cpus: 64 });
  });

  it('is what its own ratios say, before the cluster’s', () => {
    const own = { memoryRatio: 1.5, cpuRatio: 0.5 };
    expect(capacityLimits(INVENTORY, own, PLACEMENT_DEFAULTS)).toEqual({ memoryMiB: 11_904, cpus: 2 });
  });

  it('is whole and never below nothing', () => {
    const ratio = fc.double({ min: HOST_PLACEMENT_LIMITS.minRatio, max: HOST_PLACEMENT_LIMITS.maxCpuRatio, noNaN: true });
    fc.assert(
      fc.property(fc.nat(1 << 20), fc.nat(512), ratio, ratio, (memoryMiB, cpus, memoryRatio, cpuRatio) => {
        const limits = capacityLimits({ memoryMiB, cpus }, { memoryRatio, cpuRatio }, PLACEMENT_DEFAULTS);
        expect(Object.values(limits).every((limit) => Number.isInteger(limit) && limit >= 0)).toBe(true);
      }),
    );
  });
});
