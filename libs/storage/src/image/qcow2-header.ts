/**
 * The part of a qcow2 header that says whether the image stands alone (QEMU's `docs/interop/qcow2.txt`). Read by us, before any program opens
 * the image: QEMU would open the files that a header names.
 */
import type { Result } from '@rapidvm/kernel';
import { err, ok } from '@rapidvm/kernel';

export const QCOW2_HEADER_BYTES = 104;

export interface Qcow2Header {
  readonly virtualBytes: number;
  readonly hasBackingFile: boolean;
  readonly hasExternalData: boolean;
  readonly isEncrypted: boolean;
}

const MAGIC = 0x5146_49fb;
const OFFSET = { version: 4, backingFile: 8, size: 24, encryption: 32, incompatible: 72 } as const;
const EXTERNAL_DATA_BIT = 1n << 2n;

export function isQcow2(bytes: Uint8Array): boolean {
  return bytes.length >= OFFSET.version && view(bytes).getUint32(0) === MAGIC;
}

/** Refuses with the problem in words. `bytes`: the first of the file, at least `QCOW2_HEADER_BYTES` of them if it has as many. */
export function readQcow2Header(bytes: Uint8Array): Result<Qcow2Header, string> {
  if (!isQcow2(bytes)) return err('it is not a qcow2 image');
  if (bytes.length < QCOW2_HEADER_BYTES) return err('its header is cut short');
  const data = view(bytes);
  const version = data.getUint32(OFFSET.version);
  if (version !== 2 && version !== 3) return err(`its qcow2 version is ${version}, neither 2 nor 3`);
  const size = data.getBigUint64(OFFSET.size);
  if (size > BigInt(Number.MAX_SAFE_INTEGER)) return err('its size is beyond reason');
  const incompatible = version === 3 ? data.getBigUint64(OFFSET.incompatible) : 0n;
  return ok({
    virtualBytes: Number(size),
    hasBackingFile: data.getBigUint64(OFFSET.backingFile) !== 0n,
    hasExternalData: (incompatible & EXTERNAL_DATA_BIT) !== 0n,
    isEncrypted: data.getUint32(OFFSET.encryption) !== 0,
  });
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
