/** Removing a VM's folder: one rename takes it away whole, then its files go. A crash leaves a `.removing-…` that the next call ends. */
import { basename, dirname, join } from 'node:path/posix';
import type { MachineSpec } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';
import { coded } from '../files/coded.ts';
import type { StoreFiles } from '../files/store-files.ts';
import type { Claimant } from '../options.ts';
import { refuseClaimed } from '../running-claim.ts';
import type { DiskTools } from './create-disk.ts';
import { refuseForeign, vmFolders } from './vm-folder.ts';

/**
 * Harmless when it is gone. Refuses `in-use`: the folder is not this VM's, or another host runs the VM; `storage-failed`: the datastore can't be
 * seen.
 */
export async function removeVm(
  spec: Pick<MachineSpec, 'vmId' | 'name' | 'disks'>,
  claimant: Claimant,
  { filesOf }: Pick<DiskTools, 'filesOf'>,
): Promise<void> {
  for (const { datastore, path } of vmFolders(spec)) {
    const files = filesOf(datastore);
    await coded(files, path, async () => {
      await refuseClaimed(spec, path, claimant, null, files);
      await removeFolder(spec.vmId, path, files);
    });
  }
}

async function removeFolder(vmId: VmId, path: string, files: StoreFiles): Promise<void> {
  const parent = dirname(path);
  const aside = join(parent, `.removing-${basename(path)}`);
  await files.removeTree(aside);
  await files.removeTree(join(parent, `.making-${basename(path)}`));
  if ((await files.status(path)) === null) return;
  await refuseForeign(files, path, vmId);
  await files.rename(path, aside);
  await files.sync(parent);
  await files.removeTree(aside);
}
