import type { VmId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MACHINE_UID_BASE, MACHINE_UID_COUNT, machineUser } from './machine-user.ts';

describe('machineUser', () => {
  it('stays in its range for any VM, and tells VMs apart by the end of their ids', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const { uid, gid } = machineUser(asId<VmId>(id));
        expect(gid).toBe(uid);
        expect(uid).toBeGreaterThanOrEqual(MACHINE_UID_BASE);
        expect(uid).toBeLessThan(MACHINE_UID_BASE + MACHINE_UID_COUNT);
        expect(uid.toString(16).slice(1)).toBe(id.slice(-7));
      }),
    );
  });
});
