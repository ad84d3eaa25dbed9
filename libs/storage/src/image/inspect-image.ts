import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { ImageFacts } from '@rapidvm/agent-app';
import { CHECKSUM_CHUNK_BYTES } from '../limits.ts';
import { imageInvalid } from '../storage-errors.ts';
import type { ImageHeader } from './image-header.ts';
import { IMAGE_HEADER_BYTES, readImageHeader } from './image-header.ts';
import { openRegular } from './open-regular.ts';
import type { QemuImg } from './qemu-img.ts';

/**
 * Facts of an untrusted image. Its header is read by us first; only an image that stands alone is shown to qemu-img, with its format given,
 * never guessed. Refuses `image-invalid`. `name`: how to call it to people.
 */
export async function inspectImage(path: string, name: string, qemuImg: QemuImg): Promise<ImageFacts> {
  const file = await openRegular(path, name);
  try {
    const header = await readHeader(file, name);
    if (header.format === 'qcow2') await confirmQcow2(path, name, header, qemuImg);
    return { ...header, sha256: await checksum(file) };
  } finally {
    await file.close();
  }
}

/** Facts of a kernel or initramfs: its size and checksum. Refuses `image-invalid` when it is no file or empty. */
export async function inspectPlainFile(path: string, name: string): Promise<ImageFacts> {
  const file = await openRegular(path, name);
  try {
    const status = await file.stat();
    if (status.size === 0) throw imageInvalid(name, 'it is empty');
    return { format: 'raw', virtualBytes: status.size, sha256: await checksum(file) };
  } finally {
    await file.close();
  }
}

/** The header of an image that stands alone. Refuses `image-invalid`. */
export async function readHeader(file: FileHandle, name: string): Promise<ImageHeader> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(IMAGE_HEADER_BYTES), position: 0 });
  const header = readImageHeader(buffer.subarray(0, bytesRead), (await file.stat()).size);
  if (!header.ok) throw imageInvalid(name, header.error);
  return header.value;
}

/** qemu-img knows the format's finer rules: what it can't read, QEMU can't run. */
async function confirmQcow2(path: string, name: string, header: ImageHeader, qemuImg: QemuImg): Promise<void> {
  const node = { driver: 'qcow2', backing: null, file: { driver: 'file', filename: path } };
  const result = await qemuImg(['info', '--output=json', `json:${JSON.stringify(node)}`]);
  if (!result.ok) throw imageInvalid(name, result.output);
  const info: unknown = JSON.parse(result.output);
  const size = typeof info === 'object' && info !== null && 'virtual-size' in info ? info['virtual-size'] : undefined;
  if (size !== header.virtualBytes)
    throw imageInvalid(name, `its header says ${header.virtualBytes} bytes and qemu-img ${String(size)}`);
}

async function checksum(file: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(CHECKSUM_CHUNK_BYTES);
  for (let position = 0; ;) {
    const { bytesRead } = await file.read({ buffer, position });
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
}
