/**
 * Making a VM's folder: everything in a folder aside (`vms/.making-<id>`), then one rename. A crash leaves the folder aside, which the next
 * attempt starts by removing; a VM's folder itself is never half made.
 */
import { basename, dirname, join } from 'node:path/posix';
import type { MachineSpec } from '@rapidvm/domain';
import { coded } from '../files/coded.ts';
import type { StoreFiles } from '../files/store-files.ts';
import { PROVISION_MIN_FREE_BYTES } from '../limits.ts';
import { storageFull } from '../storage-errors.ts';
import type { DiskTools } from './create-disk.ts';
import { createDisk } from './create-disk.ts';
import { verifyFolder } from './verify-folder.ts';
import type { VmFolder } from './vm-folder.ts';
import { OWNER_FILE, SPEC_FILE, diskFileName, ownerText, refuseForeign, specText, vmFolders } from './vm-folder.ts';

/** Makes what is missing of `spec`'s folders. Fails as a whole: a folder that this call made is removed again when a later one fails. */
export async function provisionVm(spec: MachineSpec, tools: DiskTools): Promise<void> {
  const made: (() => Promise<void>)[] = [];
  try {
    for (const folder of vmFolders(spec)) {
      const files = tools.filesOf(folder.datastore);
      await coded(files, folder.path, async () => {
        if ((await files.status(folder.path)) !== null) await keepFolder(spec, folder, files);
        else {
          await makeFolder(spec, folder, files, tools);
          made.push(() => files.removeTree(folder.path));
        }
      });
    }
  } catch (error) {
    await Promise.all(made.map((undo) => undo()));
    throw error;
  }
}

/** The folder is there: it must be this VM's with the disks it should have; only the spec beside them may be older. */
async function keepFolder(spec: MachineSpec, folder: VmFolder, files: StoreFiles): Promise<void> {
  await refuseForeign(files, folder.path, spec.vmId);
  await verifyFolder(folder, files);
  await files.writeWhole(join(folder.path, SPEC_FILE), specText(spec));
}

async function makeFolder(spec: MachineSpec, folder: VmFolder, files: StoreFiles, tools: DiskTools): Promise<void> {
  const { path } = folder;
  const parent = dirname(path);
  const aside = join(parent, `.making-${basename(path)}`);
  await files.makePassThrough(parent);
  await files.removeTree(aside);
  const { freeBytes } = await files.space();
  if (freeBytes < PROVISION_MIN_FREE_BYTES) throw storageFull(folder.datastore, PROVISION_MIN_FREE_BYTES, freeBytes);
  try {
    await fillFolder(spec, folder, aside, files, tools);
    await files.rename(aside, path);
    await files.sync(parent);
  } catch (error) {
    await files.removeTree(aside);
    throw error;
  }
}

async function fillFolder(
  spec: MachineSpec,
  folder: VmFolder,
  aside: string,
  files: StoreFiles,
  tools: DiskTools,
): Promise<void> {
  await files.makePrivate(aside);
  await files.writeWhole(join(aside, OWNER_FILE), ownerText(spec));
  for (const disk of folder.disks) await createDisk(disk, join(aside, diskFileName(disk)), spec.vmId, tools);
  await files.writeWhole(join(aside, SPEC_FILE), specText(spec));
  await files.give(aside, spec.vmId);
}
