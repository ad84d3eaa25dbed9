import type { MachineSpec } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { coded } from '../files/coded.ts';
import type { Claimant } from '../options.ts';
import { refuseClaimed } from '../running-claim.ts';
import { storageFailed } from '../storage-errors.ts';
import type { DiskTools } from './create-disk.ts';
import { verifyFolder } from './verify-folder.ts';
import { refuseLocked } from './refuse-locked.ts';
import { refuseForeign, vmFolders } from './vm-folder.ts';

/** Every folder of the VM is there, is its own, has its disks, and is claimed by none but `claimant` and `replaces`; what `replaces` has claimed, no QEMU has open. Refuses `storage-failed`, `in-use`, `already-exists`; makes nothing. */
export async function verifyVm(
  spec: MachineSpec,
  claimant: Claimant,
  replaces: HostId | null,
  { filesOf, qemuImg }: DiskTools,
): Promise<void> {
  for (const folder of vmFolders(spec)) {
    const files = filesOf(folder.datastore);
    await coded(files, folder.path, async () => {
      if ((await files.status(folder.path)) === null)
        throw storageFailed(folder.datastore, folder.path, "the VM's folder is not there");
      await refuseForeign(files, folder.path, spec.vmId);
      await verifyFolder(folder, files);
      const holder = await refuseClaimed(spec, folder.path, claimant, replaces, files);
      if (holder !== null && holder.hostId !== claimant.hostId) await refuseLocked(spec, folder, holder.name, files, qemuImg);
    });
  }
}
