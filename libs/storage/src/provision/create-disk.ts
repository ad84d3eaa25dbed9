import type { MachineDisk } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';
import { MIB, RapidError, invalidInput } from '@rapidvm/kernel';
import type { StoreFiles } from '../files/store-files.ts';
import { nameOf, readHeader } from '../image/inspect-image.ts';
import type { QemuImg } from '../image/qemu-img.ts';
import { PROVISION_MIN_FREE_BYTES } from '../limits.ts';
import { imageInvalid, storageFailed, storageFull } from '../storage-errors.ts';

export interface DiskTools {
  /** The files of a datastore. Refuses `not-found`. */
  readonly filesOf: (datastore: string) => StoreFiles;
  readonly qemuImg: QemuImg;
}

interface Base {
  readonly imageName: string;
  readonly format: 'qcow2' | 'raw';
  readonly virtualBytes: number;
}

/**
 * Makes a disk's qcow2 file at `path` and forces it to storage. Refuses `storage-full`, `storage-failed`, `image-invalid` (the base),
 * `unsupported` (this host's QEMU can't use such a datastore) or `invalid-input` (no size, or smaller than the base).
 */
export async function createDisk(disk: MachineDisk, path: string, vmId: VmId, tools: DiskTools): Promise<void> {
  const files = tools.filesOf(disk.file.datastore);
  const base = await openBase(disk, tools);
  const bytes = sizeOf(disk, base);
  const backing = base === null ? [] : ['-b', base.imageName, '-F', base.format];
  const name = await files.imageName(path);
  const result = await tools.qemuImg(['create', '-q', '-f', 'qcow2', ...backing, name, String(bytes)]);
  if (!result.ok) throw await creationFailed(disk, files, result.output);
  await files.give(path, vmId);
  await files.sync(path);
}

async function openBase(disk: MachineDisk, tools: DiskTools): Promise<Base | null> {
  if (disk.base === undefined) return null;
  const { datastore, path } = disk.base.file;
  const files = tools.filesOf(datastore);
  const header = await readHeader(files, path);
  if (header.format !== disk.base.format)
    throw imageInvalid(nameOf(files, path), `it is ${header.format}, not ${disk.base.format}`);
  return { imageName: await files.imageName(path), ...header };
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
const NO_DRIVER = /Unknown (protocol|driver) '(\w+)'/;

async function creationFailed(disk: MachineDisk, files: StoreFiles, output: string): Promise<Error> {
  const { datastore } = disk.file;
  const driver = NO_DRIVER.exec(output)?.[2];
  if (driver !== undefined) return missingDriver(datastore, driver);
  if (!NO_SPACE.test(output)) return storageFailed(datastore, disk.file.path, output);
  return storageFull(datastore, PROVISION_MIN_FREE_BYTES, (await files.space()).freeBytes);
}

function missingDriver(datastore: string, driver: string): RapidError<'unsupported'> {
  return new RapidError(
    'unsupported',
    `This host's QEMU can't use datastore ${datastore}: it lacks its ${driver} driver`,
    { what: `datastore ${datastore}`, need: `QEMU's ${driver} driver` },
    'Install it on the host: apt-get install qemu-block-extra',
  );
}
