import type { MachineDisk, MachineSpec } from '@rapidvm/domain';
import type { DiskFiles, MachineFiles, RunFiles } from '@rapidvm/qemu-core';
import type { MachineHostOptions } from '../options.ts';
import { DEFAULT_ARM64_FIRMWARE } from '../options.ts';

/** Where every file of `spec` is. Refuses what `options.resolve` and `options.diskFile` refuse: files that are missing or outside their datastore. */
export async function resolveMachineFiles(spec: MachineSpec, run: RunFiles, options: MachineHostOptions): Promise<MachineFiles> {
  const disks = await Promise.all(spec.disks.map((disk) => resolveDisk(disk, options)));
  if (spec.directKernel === undefined) return { run, disks, ...firmwareFor(spec, options) };
  const kernel = await options.resolve(spec.directKernel.kernel);
  const { initrd } = spec.directKernel;
  return { run, disks, kernel, ...(initrd === undefined ? {} : { initrd: await options.resolve(initrd) }) };
}

async function resolveDisk({ file, base }: MachineDisk, options: MachineHostOptions): Promise<DiskFiles> {
  const found = await options.diskFile(file);
  return base === undefined ? { file: found } : { file: found, base: await options.diskFile(base.file) };
}

/** x86 machines have theirs built in. */
function firmwareFor(spec: MachineSpec, options: MachineHostOptions): { readonly firmware?: string } {
  return spec.architecture === 'aarch64' ? { firmware: options.arm64Firmware ?? DEFAULT_ARM64_FIRMWARE } : {};
}
