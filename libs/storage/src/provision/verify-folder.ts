import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MachineDisk } from '@rapidvm/domain';
import { MIB, RapidError } from '@rapidvm/kernel';
import { QCOW2_HEADER_BYTES, readQcow2Header } from '../image/qcow2-header.ts';
import { storageFailed, unless } from '../storage-errors.ts';
import type { VmFolder } from './vm-folder.ts';
import { diskFileName } from './vm-folder.ts';

export async function exists(path: string): Promise<boolean> {
  return (await unless(stat(path), null, 'ENOENT')) !== null;
}

/**
 * Every disk of the folder is there and is what its spec says. Refuses `storage-failed` for a missing or unreadable one (never made anew: what
 * was on it is the user's), `already-exists` for a different one.
 */
export async function verifyFolder(folder: VmFolder, path: string): Promise<void> {
  for (const disk of folder.disks) await verifyDisk(disk, join(path, diskFileName(disk)));
}

async function verifyDisk(disk: MachineDisk, path: string): Promise<void> {
  const { datastore } = disk.file;
  const file = await unless(open(path, 'r'), null, 'ENOENT');
  if (file === null) throw storageFailed(datastore, disk.file.path, "the disk is missing from its VM's folder");
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(QCOW2_HEADER_BYTES), position: 0 });
    const header = readQcow2Header(buffer.subarray(0, bytesRead));
    if (!header.ok) throw storageFailed(datastore, disk.file.path, header.error);
    const sameSize = disk.sizeMiB === undefined || header.value.virtualBytes === disk.sizeMiB * MIB;
    if (sameSize && header.value.hasBackingFile === (disk.base !== undefined)) return;
  } finally {
    await file.close();
  }
  const hint = "Compare the VM's spec with the file (qemu-img info), or give the new VM another name";
  throw new RapidError(
    'already-exists',
    `Disk ${disk.name} exists and is another one`,
    { kind: 'disk', name: disk.file.path },
    hint,
  );
}
