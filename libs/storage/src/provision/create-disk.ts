import { chown } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { MachineDisk } from '@rapidvm/domain';
import { MIB, invalidInput } from '@rapidvm/kernel';
import type { DatastoreRoots } from '../files/datastore-root.ts';
import { freeBytes } from '../files/free-bytes.ts';
import { syncFile } from '../files/whole-file.ts';
import { readHeader } from '../image/inspect-image.ts';
import { openRegular } from '../image/open-regular.ts';
import type { QemuImg } from '../image/qemu-img.ts';
import { PROVISION_MIN_FREE_BYTES } from '../limits.ts';
import type { FileOwner } from '../options.ts';
import { imageInvalid, storageFailed, storageFull } from '../storage-errors.ts';

export interface DiskTools {
  readonly roots: DatastoreRoots;
  readonly qemuImg: QemuImg;
}

interface Base {
  readonly path: string;
  readonly format: 'qcow2' | 'raw';
  readonly virtualBytes: number;
}

/**
 * Makes a disk's qcow2 file at `path` and forces it to storage. Refuses `storage-full`, `storage-failed`, `image-invalid` (the base), or
 * `invalid-input` (no size, or smaller than the base).
 */
export async function createDisk(disk: MachineDisk, path: string, owner: FileOwner | null, tools: DiskTools): Promise<void> {
  const base = await openBase(disk, tools.roots);
  const bytes = sizeOf(disk, base);
  const backing = base === null ? [] : ['-b', base.path, '-F', base.format];
  const result = await tools.qemuImg(['create', '-q', '-f', 'qcow2', ...backing, path, String(bytes)]);
  if (!result.ok) throw await creationFailed(disk, path, result.output);
  if (owner !== null) await chown(path, owner.uid, owner.gid);
  await syncFile(path);
}

async function openBase(disk: MachineDisk, roots: DatastoreRoots): Promise<Base | null> {
  if (disk.base === undefined) return null;
  const name = `${disk.base.file.datastore}:${disk.base.file.path}`;
  const path = await roots.existing(disk.base.file);
  const file = await openRegular(path, name);
  try {
    const header = await readHeader(file, name);
    if (header.format !== disk.base.format) throw imageInvalid(name, `it is ${header.format}, not ${disk.base.format}`);
    return { path, ...header };
  } finally {
    await file.close();
  }
}

/** Virtual size in bytes. A child smaller than its base would lose the end of the guest's file system. */
function sizeOf(disk: MachineDisk, base: Base | null): number {
  const bytes = disk.sizeMiB === undefined ? base?.virtualBytes : disk.sizeMiB * MIB;
  const least = base?.virtualBytes ?? 1;
  if (bytes !== undefined && bytes >= least) return bytes;
  const rule = base === null ? 'an empty disk has a size' : `at least as large as its image (${Math.ceil(least / MIB)} MiB)`;
  throw invalidInput([{ field: `disks.${disk.name}.sizeMiB`, value: String(disk.sizeMiB), rule }]);
}

const NO_SPACE = /No space left on device|Disk quota exceeded/;

async function creationFailed(disk: MachineDisk, path: string, output: string): Promise<Error> {
  const { datastore } = disk.file;
  if (!NO_SPACE.test(output)) return storageFailed(datastore, disk.file.path, output);
  return storageFull(datastore, PROVISION_MIN_FREE_BYTES, await freeBytes(dirname(path)));
}
