/**
 * Fixed addresses on the root bus, so that a guest finds each device where it was at its last boot and a VM moves between hosts unchanged.
 *
 *   01    display          03–0a  network cards (8)
 *   02.0  USB, 02.1 random numbers, 02.2 panic notifier
 *                          0b–1e  disks (20)
 *
 * 00 and 1f belong to the chipset.
 */
export const PCI_BUS = 'pcie.0';

export const PCI_DISPLAY = '0x1';
export const PCI_USB = '0x2.0';
export const PCI_RANDOM = '0x2.1';
export const PCI_PANIC = '0x2.2';

const FIRST_NIC = 0x3;
const FIRST_DISK = 0xb;

export function nicSlot(index: number): string {
  return `0x${(FIRST_NIC + index).toString(16)}`;
}

export function diskSlot(index: number): string {
  return `0x${(FIRST_DISK + index).toString(16)}`;
}
