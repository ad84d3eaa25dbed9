import type { DatastorePath, MachineSpec } from '@rapidvm/domain';
import type { DiskFiles, MachineFiles, RunFiles } from '@rapidvm/qemu-core';
import type { MachineHostOptions } from '../options.ts';
import { DEFAULT_ARM64_FIRMWARE } from '../options.ts';

/** Every file of `spec` as an absolute path. Refuses what `options.resolve` refuses: files that are missing or outside their datastore. */
export async function resolveMachineFiles(spec: MachineSpec, run: RunFiles, options: MachineHostOptions): Promise<MachineFiles> {
  const disks = await Promise.all(spec.disks.map((disk) => resolveDisk(disk.file, disk.base?.file, options)));
  if (spec.directKernel === undefined) return { run, disks, ...firmwareFor(spec, options) };
  const kernel = await options.resolve(spec.directKernel.kernel);
  const { initrd } = spec.directKernel;
  return { run, disks, kernel, ...(initrd === undefined ? {} : { initrd: await options.resolve(initrd) }) };
}

async function resolveDisk(
  file: DatastorePath,
  base: DatastorePath | undefined,
  options: MachineHostOptions,
): Promise<DiskFiles> {
  const resolved = await options.resolve(file);
  return base === undefined ? { file: resolved } : { file: resolved, base: await options.resolve(base) };
}

/** x86 machines have theirs built in. */
function firmwareFor(spec: MachineSpec, options: MachineHostOptions): { readonly firmware?: string } {
  return spec.architecture === 'aarch64' ? { firmware: options.arm64Firmware ?? DEFAULT_ARM64_FIRMWARE } : {};
}
