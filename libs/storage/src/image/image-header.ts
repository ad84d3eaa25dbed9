import type { Result } from '@rapidvm/kernel';
import { err, ok } from '@rapidvm/kernel';
import { isQcow2, readQcow2Header } from './qcow2-header.ts';

/** Bytes at the start of a file that tell what it is. */
export const IMAGE_HEADER_BYTES = 512;

export interface ImageHeader {
  readonly format: 'qcow2' | 'raw';
  readonly virtualBytes: number;
}

/** Formats that would pass as raw and then show the guest a container instead of a disk: name and first bytes. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['VMDK', 'KDMV'],
  ['VMDK', '# Disk DescriptorFile'],
  ['VHD', 'conectix'],
  ['VHDX', 'vhdxfile'],
  ['QED', 'QED\0'],
  ['Parallels', 'WithoutFreeSpace'],
  ['Parallels', 'WithouFreSpacExt'],
  ['LUKS', 'LUKS\xba\xbe'],
  ['gzip', '\x1f\x8b'],
  ['xz', '\xfd7zXZ\0'],
  ['zstd', '\x28\xb5\x2f\xfd'],
];

const SECTOR_BYTES = 512;

/** What an image is by its first bytes and its length; refuses, in words, what is no image or does not stand alone. */
export function readImageHeader(bytes: Uint8Array, fileBytes: number): Result<ImageHeader, string> {
  if (isQcow2(bytes)) return readStandalone(bytes);
  const start = String.fromCharCode(...bytes.subarray(0, 32));
  const foreign = FOREIGN.find(([, magic]) => start.startsWith(magic));
  if (foreign !== undefined) return err(`it is a ${foreign[0]} file`);
  if (fileBytes === 0) return err('it is empty');
  if (fileBytes % SECTOR_BYTES !== 0) return err(`a raw image has whole sectors of 512 bytes, this file has ${fileBytes} bytes`);
  return ok({ format: 'raw', virtualBytes: fileBytes });
}

function readStandalone(bytes: Uint8Array): Result<ImageHeader, string> {
  const header = readQcow2Header(bytes);
  if (!header.ok) return header;
  if (header.value.hasBackingFile) return err('it names a backing file');
  if (header.value.hasExternalData) return err('its data lies in another file');
  if (header.value.isEncrypted) return err('it is encrypted');
  return ok({ format: 'qcow2', virtualBytes: header.value.virtualBytes });
}
