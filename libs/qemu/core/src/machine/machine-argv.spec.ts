import type { MachineSpec } from '@rapidvm/domain';
import { VM_LIMITS, vmFolder } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { machineArgv } from './machine-argv.ts';
import type { MachineFiles } from './machine-files.ts';
import { runFiles } from './machine-files.ts';

const VM_ID = asId<VmId>('01890a5d-ac96-774b-bcce-b302099a8057');
const FOLDER = `/srv/local/${vmFolder('hello', VM_ID)}`;

const SPEC: MachineSpec = {
  ...{ vmId: VM_ID, name: 'hello', architecture: 'x86_64', cpus: 2, memoryMiB: 512, display: 'std', restart: 'on-failure' },
  disks: [
    {
      ...{ name: 'disk0', serial: 'disk0' },
      file: { datastore: 'local', path: `${vmFolder('hello', VM_ID)}/disk0.qcow2` },
      base: { file: { datastore: 'local', path: 'images/debian/disk.qcow2' }, format: 'qcow2' },
    },
  ],
  nics: [{ name: 'nic0', kind: 'user', mac: '02:11:22:33:44:55' }],
};

const FILES: MachineFiles = {
  run: runFiles(`/run/rapidvm/${VM_ID}`),
  disks: [{ file: `${FOLDER}/disk0.qcow2`, base: '/srv/local/images/debian/disk.qcow2' }],
};

const file = (path: string): { datastore: string; path: string } => ({ datastore: 'local', path });
const KERNEL: Partial<MachineSpec> = {
  directKernel: { kernel: file('vmlinuz'), initrd: file('initrd'), commandLine: 'console=ttyS0 root=/dev/vda,quiet' },
};
const KERNEL_FILES: MachineFiles = { ...FILES, kernel: '/srv/local/vmlinuz', initrd: '/srv/local/initrd' };

const MANY: Partial<MachineSpec> = {
  display: 'virtio',
  disks: [...SPEC.disks, { name: 'data', serial: 'data', file: file('data.qcow2'), sizeMiB: 64 }],
  nics: [...SPEC.nics, { name: 'nic1', kind: 'user', mac: '02:11:22:33:44:56' }],
};
const MANY_FILES: MachineFiles = { ...FILES, disks: [...FILES.disks, { file: '/srv/second, with comma/data.qcow2' }] };

const GOLDENS: readonly (readonly [string, MachineSpec, MachineFiles, 'kvm' | 'tcg'])[] = [
  ['x86_64-disk-kvm', SPEC, FILES, 'kvm'],
  ['x86_64-disk-tcg', SPEC, FILES, 'tcg'],
  ['x86_64-kernel-tcg', { ...SPEC, ...KERNEL }, KERNEL_FILES, 'tcg'],
  ['x86_64-many-kvm', { ...SPEC, ...MANY }, MANY_FILES, 'kvm'],
  ['x86_64-headless-tcg', { ...SPEC, display: 'none', nics: [], disks: [] }, { ...FILES, disks: [] }, 'tcg'],
  ['aarch64-firmware-kvm', { ...SPEC, architecture: 'aarch64' }, { ...FILES, firmware: '/usr/share/efi/QEMU_EFI.fd' }, 'kvm'],
  ['aarch64-kernel-tcg', { ...SPEC, ...KERNEL, architecture: 'aarch64' }, KERNEL_FILES, 'tcg'],
  ['aarch64-many-kvm', { ...SPEC, ...MANY, architecture: 'aarch64' }, MANY_FILES, 'kvm'],
];

describe('machineArgv', () => {
  it.each(GOLDENS)('gives the arguments of the golden file %s', async (name, spec, files, accelerator) => {
    const lines = `${machineArgv(spec, files, accelerator).join('\n')}\n`;
    await expect(lines).toMatchFileSnapshot(`../../goldens/${name}.golden.txt`);
  });

  const paths = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).map((text) => `/${text.replaceAll('\0', '')}`);

  it('writes any path so that QEMU reads it back', () => {
    fc.assert(
      fc.property(paths, paths, (disk, directory) => {
        const args = machineArgv(SPEC, { run: runFiles(directory), disks: [{ file: disk, base: disk }] }, 'tcg');
        expect(valuesOf(args, '-blockdev').filter((node) => fieldOf(node, 'filename') === disk)).toHaveLength(2);
        expect(valuesOf(args, '-chardev').map((text) => readOptions(text)['path'])).toContain(`${directory}/serial.sock`);
      }),
    );
  });

  it('gives every device an address and a name of its own, at the limits too', () => {
    const disks = Array.from({ length: VM_LIMITS.maxDisks }, (_, i) => ({
      name: `d${i}`,
      serial: `d${i}`,
      file: file(`d${i}`),
      sizeMiB: 1,
    }));
    const nics = Array.from({ length: VM_LIMITS.maxNics }, (_, i) => ({
      name: `n${i}`,
      kind: 'user' as const,
      mac: `02:00:00:00:00:0${i}`,
    }));
    const files = { ...FILES, disks: disks.map((disk) => ({ file: `/${disk.name}` })) };
    const devices = valuesOf(machineArgv({ ...SPEC, disks, nics }, files, 'kvm'), '-device');
    const addresses = devices.map((device) => fieldOf(device, 'addr')).filter((address) => address !== undefined);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses).not.toContain('0x1f');
    expect(new Set(devices.map((device) => fieldOf(device, 'id'))).size).toBe(devices.length);
  });

  it('never lets an image name its own backing file', () => {
    for (const node of valuesOf(machineArgv(SPEC, FILES, 'kvm'), '-blockdev')) {
      if (fieldOf(node, 'driver') === 'qcow2') expect(fieldOf(node, 'backing')).not.toBeUndefined();
    }
  });
});

function valuesOf(args: readonly string[], option: string): readonly string[] {
  return args.filter((_, index) => args[index - 1] === option);
}

function fieldOf(json: string, key: string): unknown {
  return (JSON.parse(json) as Record<string, unknown>)[key];
}

/** QEMU's own rule: a single comma separates, two are one. */
function readOptions(text: string): Readonly<Record<string, string>> {
  const parts = text.replaceAll(',,', '\0').split(',');
  const pairs = parts.map((part) => part.replaceAll('\0', ',').split(/=(.*)/s));
  return Object.fromEntries(pairs.map(([key, value]) => [key ?? '', value ?? '']));
}
