import { describe, expect, it } from 'vitest';
import { allowedImageActions } from './image-actions.ts';

const NOBODY = { names: [], count: 0 };

describe('what may be done with an image', () => {
  it('depends on who asks and on the VMs made from it', () => {
    expect(allowedImageActions({ usedBy: NOBODY, mayEdit: true })).toEqual([{ action: 'delete', allowed: true }]);
    expect(allowedImageActions({ usedBy: NOBODY, mayEdit: false })).toMatchObject([{ allowed: false, code: 'not-permitted' }]);
    expect(allowedImageActions({ usedBy: { names: ['web'], count: 1 }, mayEdit: true })).toMatchObject([
      { allowed: false, code: 'in-use', reason: 'It is used by web', hint: 'Delete that VM first' },
    ]);
    expect(allowedImageActions({ usedBy: { names: ['a', 'b', 'c'], count: 5 }, mayEdit: true })).toMatchObject([
      { reason: 'It is used by a, b, c and 2 more', hint: 'Delete those VMs first' },
    ]);
  });
});
