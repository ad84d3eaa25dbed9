import type { Accelerator, Architecture, Display } from '@rapidvm/domain';

/** What differs between the two machines we run. Machine types are pinned: a new QEMU must not change a guest's hardware. */
interface Platform {
  /** `-machine`, without the accelerator. */
  machine(accelerator: Accelerator['kind']): string;
  cpu(accelerator: Accelerator['kind']): string;
  /** Device driver for a display. */
  displayDriver(display: Exclude<Display, 'none'>): string;
  /** Whether the board has a keyboard of its own (PS/2). Where it has, a USB one would take the keys from guests without a USB driver. */
  readonly hasKeyboard: boolean;
  readonly clock: string;
}

const q35: Platform = {
  machine: () => 'pc-q35-7.2,usb=off,vmport=off,hpet=off,dump-guest-core=off',
  // la57 off: five-level page tables make every TLB miss of an emulated processor dearer and help no guest of ours.
  cpu: (accelerator) => (accelerator === 'kvm' ? 'host' : 'max,la57=off'),
  displayDriver: (display) => (display === 'std' ? 'VGA' : 'virtio-vga'),
  hasKeyboard: true,
  clock: 'base=utc,driftfix=slew',
};

const virt: Platform = {
  // KVM can only give the guest the interrupt controller that the host has; version 3 serves more than 8 processors.
  machine: (accelerator) => `virt-7.2,gic-version=${accelerator === 'kvm' ? 'host' : '3'},dump-guest-core=off`,
  cpu: (accelerator) => (accelerator === 'kvm' ? 'host' : 'cortex-a72'),
  // A PCI VGA is not usable on arm64 under KVM (its memory is mapped with other cache attributes); virtio-gpu is, for both.
  displayDriver: () => 'virtio-gpu-pci',
  hasKeyboard: false,
  clock: 'base=utc',
};

export function platformOf(architecture: Architecture): Platform {
  switch (architecture) {
    case 'x86_64':
      return q35;
    case 'aarch64':
      return virt;
  }
}

/** Name of the QEMU program that emulates `architecture`. */
export function qemuProgram(architecture: Architecture): string {
  return `qemu-system-${architecture}`;
}
