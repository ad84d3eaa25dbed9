import { describe, expect, it } from 'vitest';
import { NO_WISHES, wishesAsked } from './wish-fields.ts';

describe('what is asked about the host of a new VM', () => {
  it('is nothing when nothing was typed', () => {
    expect(wishesAsked(NO_WISHES)).toEqual({});
    expect(wishesAsked({ ...NO_WISHES, cpuModel: ' ', onHosts: ' , ' })).toEqual({});
  });

  it('is what was typed, lists by their commas', () => {
    const typed = {
      ...NO_WISHES,
      accelerator: 'kvm',
      cpuModel: ' EPYC ',
      cpuFlags: 'aes,avx2',
      apartFromVms: 'tier=web, vm=db ',
    };
    expect(wishesAsked(typed)).toEqual({
      accelerator: 'kvm',
      cpuModel: 'EPYC',
      cpuFlags: ['aes', 'avx2'],
      apartFromVms: ['tier=web', 'vm=db'],
    });
  });
});
