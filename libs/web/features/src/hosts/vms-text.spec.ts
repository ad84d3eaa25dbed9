import { expect, it } from 'vitest';
import { vmsText } from './vms-text.ts';

const load = { load1: 0, freeMemoryMiB: 1, runningVms: 2, temperatureC: null };

it('tells how many VMs run, and of a host that can not be seen that this is not known', () => {
  expect(vmsText({ vmCount: 3, load, liveness: 'active' })).toBe('3 (2 running)');
  expect(vmsText({ vmCount: 3, load, liveness: 'suspect' })).toBe('3 (unknown)');
  expect(vmsText({ vmCount: 3, load, liveness: 'failed' })).toBe('3 (unknown)');
  expect(vmsText({ vmCount: 0, load, liveness: 'failed' })).toBe('0');
  expect(vmsText({ vmCount: 3, load: null, liveness: 'active' })).toBe('3');
});
