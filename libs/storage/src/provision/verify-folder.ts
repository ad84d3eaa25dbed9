import { join } from 'node:path/posix';
import type { MachineDisk } from '@rapidvm/domain';
import { MIB, RapidError } from '@rapidvm/kernel';
import type { StoreFiles } from '../files/store-files.ts';
import { QCOW2_HEADER_BYTES, readQcow2Header } from '../image/qcow2-header.ts';
import { storageFailed } from '../storage-errors.ts';
import type { VmFolder } from './vm-folder.ts';
import { diskFileName } from './vm-folder.ts';

/**
 * Every disk of the folder is there and is what its spec says. Refuses `storage-failed` for a missing or unreadable one (never made anew: what
 * was on it is the user's), `already-exists` for a different one.
 */
export async function verifyFolder(folder: VmFolder, files: StoreFiles): Promise<void> {
  for (const disk of folder.disks) await verifyDisk(disk, join(folder.path, diskFileName(disk)), files);
}

async function verifyDisk(disk: MachineDisk, path: string, files: StoreFiles): Promise<void> {
  const { datastore } = disk.file;
  if ((await files.status(path)) === null)
    throw storageFailed(datastore, disk.file.path, "the disk is missing from its VM's folder");
  const { start } = await files.readStart(path, QCOW2_HEADER_BYTES);
  const header = readQcow2Header(start);
  if (!header.ok) throw storageFailed(datastore, disk.file.path, header.error);
  const sameSize = disk.sizeMiB === undefined || header.value.virtualBytes === disk.sizeMiB * MIB;
  if (sameSize && header.value.hasBackingFile === (disk.base !== undefined)) return;
  const hint = "Compare the VM's spec with the file (qemu-img info), or give the new VM another name";
  throw new RapidError(
    'already-exists',
    `Disk ${disk.name} exists and is another one`,
    { kind: 'disk', name: disk.file.path },
    hint,
  );
}
