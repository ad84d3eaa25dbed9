import { ensurePrograms, type Needed } from '../../../scripts/launcher/system-packages.ts';

/** The peers, from Debian. `libvirt-daemon-system` brings the daemon with its QEMU driver, configuration and user. */
export const LIBVIRT: readonly Needed[] = [
  { program: 'virsh', package: 'libvirt-clients', reason: 'the peer of starting a VM: its command' },
  { program: '/usr/sbin/libvirtd', package: 'libvirt-daemon-system', reason: 'the peer of starting a VM: its daemon' },
];
export const WEBSOCKIFY: readonly Needed[] = [
  { program: 'websockify', package: 'websockify', reason: 'the peer of the console path' },
];

/** Installs what is missing; says so on standard error. */
export function ensure(needs: readonly Needed[]): Promise<void> {
  return ensurePrograms(needs, (text) => process.stderr.write(`bench: ${text}\n`));
}
