/** The guest of a product's image as libvirt runs it: the same kernel, disk format and devices as our own VM has. */
import { mkdtemp, chmod, copyFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../scripts/shared/run.ts';
import type { Libvirt } from './libvirt.ts';

export interface GuestFiles {
  readonly disk: string;
  readonly diskFormat: 'qcow2' | 'raw';
  readonly kernel: string;
  readonly initrd: string;
  readonly commandLine: string;
}

export interface PeerDomain {
  readonly name: string;
  /** Ends it if it runs, and forgets it and its files. */
  remove(): Promise<void>;
}

/** Defines a domain of copies of `files`: libvirt makes its user the owner of every file it is given. */
export async function definePeer(libvirt: Libvirt, name: string, files: GuestFiles, memoryMiB: number): Promise<PeerDomain> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-peer-'));
  // libvirt's QEMU runs as a user of its own and makes its sockets here.
  await chmod(folder, 0o777);
  const at = (file: string): string => join(folder, file);
  await Promise.all([
    copyFile(files.disk, at('base')),
    copyFile(files.kernel, at('kernel')),
    copyFile(files.initrd, at('initrd')),
  ]);
  await run(['qemu-img', 'create', '-q', '-f', 'qcow2', '-b', at('base'), '-F', files.diskFormat, at('disk.qcow2')]);
  await writeFile(at('domain.xml'), domainXml(name, folder, files.commandLine, memoryMiB));
  await libvirt.virsh('define', at('domain.xml'));
  return {
    name,
    async remove() {
      const state = (await libvirt.virsh('domstate', name)).trim();
      if (state !== 'shut off') await libvirt.virsh('destroy', name);
      await libvirt.virsh('undefine', name);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const PLATFORM =
  process.arch === 'arm64'
    ? {
        arch: 'aarch64',
        machine: 'virt-7.2',
        cpu: '<cpu mode="custom" match="exact"><model>cortex-a72</model></cpu>',
        video: 'virtio',
      }
    : { arch: 'x86_64', machine: 'pc-q35-7.2', cpu: '<cpu mode="maximum"/>', video: 'vga' };

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Emulated processors (`type="qemu"`), as our agent chooses on a machine without usable virtualisation. */
function domainXml(name: string, folder: string, commandLine: string, memoryMiB: number): string {
  return `<domain type="qemu">
  <name>${name}</name>
  <memory unit="MiB">${memoryMiB}</memory>
  <vcpu>1</vcpu>
  <os>
    <type arch="${PLATFORM.arch}" machine="${PLATFORM.machine}">hvm</type>
    <kernel>${folder}/kernel</kernel>
    <initrd>${folder}/initrd</initrd>
    <cmdline>${escape(commandLine)}</cmdline>
  </os>
  <features><acpi/></features>
  ${PLATFORM.cpu}
  <devices>
    <disk type="file" device="disk">
      <driver name="qemu" type="qcow2" discard="unmap"/>
      <source file="${folder}/disk.qcow2"/>
      <target dev="vda" bus="virtio"/>
    </disk>
    <interface type="user"><model type="virtio"/><rom enabled="no"/></interface>
    <serial type="unix"><source mode="bind" path="${folder}/serial.sock"/><log file="${folder}/serial.log"/></serial>
    <graphics type="vnc"><listen type="socket" socket="${folder}/screen.sock"/></graphics>
    <video><model type="${PLATFORM.video}"/></video>
    <controller type="usb" model="qemu-xhci"/>
    <input type="tablet" bus="usb"/>
    <rng model="virtio"><backend model="builtin"/></rng>
    <audio id="1" type="none"/>
    <memballoon model="none"/>
  </devices>
</domain>
`;
}
