import type { MachineSpec } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { coded } from '../files/coded.ts';
import type { Claimant } from '../running-claim.ts';
import { refuseClaimed } from '../running-claim.ts';
import { storageFailed } from '../storage-errors.ts';
import type { DiskTools } from './create-disk.ts';
import { verifyFolder } from './verify-folder.ts';
import { refuseForeign, vmFolders } from './vm-folder.ts';

/** Every folder of the VM is there, is its own, has its disks, and is claimed by none but `claimant` and `replaces`. Refuses `storage-failed`, `in-use`, `already-exists`; makes nothing. */
export async function verifyVm(
  spec: MachineSpec,
  claimant: Claimant,
  replaces: HostId | null,
  { filesOf }: Pick<DiskTools, 'filesOf'>,
): Promise<void> {
  for (const folder of vmFolders(spec)) {
    const files = filesOf(folder.datastore);
    await coded(files, folder.path, async () => {
      if ((await files.status(folder.path)) === null)
        throw storageFailed(folder.datastore, folder.path, "the VM's folder is not there");
      await refuseForeign(files, folder.path, spec.vmId);
      await verifyFolder(folder, files);
      await refuseClaimed(spec, folder.path, [claimant.hostId, replaces], files);
    });
  }
}
