/** Removing a VM's folder: one rename takes it away whole, then its files go. A crash leaves a `.removing-…` that the next call ends. */
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { MachineSpec } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';
import { coded } from '../files/coded.ts';
import type { DatastoreRoots } from '../files/datastore-root.ts';
import { syncFolder } from '../files/whole-file.ts';
import { exists } from './verify-folder.ts';
import { refuseForeign, vmFolders } from './vm-folder.ts';

/** Harmless when it is gone. Refuses `in-use`: the folder is not this VM's; `storage-failed`: the datastore can't be seen. */
export async function removeVm(spec: Pick<MachineSpec, 'vmId' | 'name' | 'disks'>, roots: DatastoreRoots): Promise<void> {
  for (const folder of vmFolders(spec)) {
    const place = { ...folder, root: roots.rootOf(folder.datastore) };
    await coded(place, async () => removeFolder(spec.vmId, await roots.makeable(folder)));
  }
}

async function removeFolder(vmId: VmId, path: string): Promise<void> {
  const parent = dirname(path);
  const aside = join(parent, `.removing-${basename(path)}`);
  await rm(aside, { recursive: true, force: true });
  await rm(join(parent, `.making-${basename(path)}`), { recursive: true, force: true });
  if (!(await exists(path))) return;
  await refuseForeign(path, vmId);
  await rename(path, aside);
  await syncFolder(parent);
  await rm(aside, { recursive: true, force: true });
}
