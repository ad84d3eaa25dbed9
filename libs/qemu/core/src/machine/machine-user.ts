import type { VmId } from '@rapidvm/kernel';

/** Whom a VM's QEMU runs as and whose its disks are. Numbers, no names: there need be no entry in any user table. */
export interface MachineUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The range of user ids for VMs: 0x70000000–0x7fffffff, which systemd's table of ids leaves unused (containers end at 0x6fffffff) and
 * which still is positive as a signed 32-bit number, for file systems and archives that think so.
 */
export const MACHINE_UID_BASE = 0x7000_0000;
export const MACHINE_UID_COUNT = 0x1000_0000;

const UID_HEX_DIGITS = 7;

/**
 * Each VM has a user of its own, so that a guest that breaks out of its QEMU reaches no other VM's disk. It is the last 28 bits of the
 * VM's id, which are random: nothing to allocate, to store or to lose, the same on every host.
 */
export function machineUser(vmId: VmId): MachineUser {
  const uid = MACHINE_UID_BASE + Number.parseInt(vmId.slice(-UID_HEX_DIGITS), 16);
  return { uid, gid: uid };
}
