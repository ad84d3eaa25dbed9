import { describe, expect, it } from 'vitest';
import { placementChange } from './placement-change.ts';

const before = { labels: { disk: 'ssd', old: '' }, rack: 'a', memoryRatio: null, cpuRatio: null };

describe('what is changed of where VMs go on a host', () => {
  it('is nothing when nothing was typed anew', () => {
    expect(placementChange(before, 'a', 'old=, disk=ssd')).toBeNull();
    expect(placementChange({ ...before, rack: null, labels: {} }, '', ' ')).toBeNull();
  });

  it('is only what differs: labels given, changed and taken, the rack', () => {
    expect(placementChange(before, 'b', 'disk=nvme, site=attic')).toEqual({
      rack: 'b',
      labels: { disk: 'nvme', site: 'attic' },
      removeLabels: ['old'],
    });
    expect(placementChange(before, '', 'old, disk=ssd')).toEqual({ rack: '' });
  });
});
