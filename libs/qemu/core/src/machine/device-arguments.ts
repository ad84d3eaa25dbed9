/** Every device but the disks, as arguments. */
import type { MachineNic, MachineSpec } from '@rapidvm/domain';
import type { RunFiles } from './machine-files.ts';
import type { JsonValue } from './option-text.ts';
import { escapeCommas, jsonOption, optionText } from './option-text.ts';
import { PCI_BUS, PCI_DISPLAY, PCI_PANIC, PCI_RANDOM, PCI_USB, nicSlot } from './pci-slots.ts';
import { platformOf } from './platform.ts';

const device = (options: { readonly [key: string]: JsonValue }): readonly string[] => ['-device', jsonOption(options)];

/** A unix socket that QEMU listens on and that nobody needs to be connected to. */
function socketChardev(id: string, path: string, log: Readonly<Record<string, string | boolean>> = {}): readonly string[] {
  return ['-chardev', optionText('socket', { id, path, server: true, wait: false, ...log })];
}

/** Two monitors: QEMU serves one client on each, and the agent must never wait for a tool. */
export function monitorArguments(run: RunFiles): readonly string[] {
  return [
    ...socketChardev('qmp0', run.controlSocket),
    ...['-mon', 'chardev=qmp0,mode=control'],
    ...socketChardev('qmp1', run.toolSocket),
    ...['-mon', 'chardev=qmp1,mode=control'],
  ];
}

/** The log gets each byte whether or not somebody is connected: its offsets are the console's offsets. */
export function serialArguments(run: RunFiles): readonly string[] {
  return [
    ...socketChardev('serial0', run.serialSocket, { logfile: run.serialLog, logappend: true }),
    '-serial',
    'chardev:serial0',
  ];
}

/** Picture, pointer and keys. The tablet gives absolute positions, without which a browser's pointer drifts. */
export function displayArguments(spec: MachineSpec, run: RunFiles): readonly string[] {
  if (spec.display === 'none') return ['-display', 'none'];
  const platform = platformOf(spec.architecture);
  const keyboard = platform.hasKeyboard ? [] : device({ driver: 'usb-kbd', id: 'keyboard', bus: 'usb.0', port: '2' });
  return [
    ...['-display', 'none', '-vnc', `unix:${escapeCommas(run.screenSocket)}`],
    ...device({ driver: platform.displayDriver(spec.display), id: 'display', bus: PCI_BUS, addr: PCI_DISPLAY }),
    ...device({ driver: 'usb-tablet', id: 'tablet', bus: 'usb.0', port: '1' }),
    ...keyboard,
  ];
}

/** USB, random numbers and the device by which a guest says that its kernel panicked: three functions of one slot. */
export function boardArguments(): readonly string[] {
  return [
    ...device({ driver: 'qemu-xhci', id: 'usb', bus: PCI_BUS, addr: PCI_USB, multifunction: true }),
    ...['-object', jsonOption({ 'qom-type': 'rng-builtin', id: 'random' })],
    ...device({ driver: 'virtio-rng-pci', id: 'random-device', rng: 'random', bus: PCI_BUS, addr: PCI_RANDOM }),
    ...device({ driver: 'pvpanic-pci', id: 'panic', bus: PCI_BUS, addr: PCI_PANIC }),
  ];
}

/** User NAT. No option ROM: network boot is not offered, and looking for it costs seconds at each start. */
export function nicArguments(nic: MachineNic, index: number): readonly string[] {
  const netdev = `net${index}`;
  const card = {
    driver: 'virtio-net-pci',
    id: `nic${index}`,
    netdev,
    mac: nic.mac,
    romfile: '',
    bus: PCI_BUS,
    addr: nicSlot(index),
  };
  return ['-netdev', optionText('user', { id: netdev }), ...device(card)];
}
