import { createHash } from 'node:crypto';
import type { DiskFile, ImageFacts } from '@rapidvm/agent-app';
import type { StoreFiles } from '../files/store-files.ts';
import { nfsNode } from '../nfs/nfs-place.ts';
import { imageInvalid } from '../storage-errors.ts';
import type { ImageHeader } from './image-header.ts';
import { IMAGE_HEADER_BYTES, readImageHeader } from './image-header.ts';
import type { QemuImg } from './qemu-img.ts';

/**
 * Facts of an untrusted image. Its header is read by us first; only an image that stands alone is shown to qemu-img, with its format given,
 * never guessed. Refuses `image-invalid`.
 */
export async function inspectImage(files: StoreFiles, path: string, qemuImg: QemuImg): Promise<ImageFacts> {
  const header = await readHeader(files, path);
  if (header.format === 'qcow2') await confirmQcow2(files, path, header, qemuImg);
  return { ...header, sha256: await checksum(files, path) };
}

/** Facts of a kernel or initramfs: its size and checksum. Refuses `image-invalid` when it is no file or empty. */
export async function inspectPlainFile(files: StoreFiles, path: string): Promise<ImageFacts> {
  const { fileBytes } = await files.readStart(path, 1);
  if (fileBytes === 0) throw imageInvalid(nameOf(files, path), 'it is empty');
  return { format: 'raw', virtualBytes: fileBytes, sha256: await checksum(files, path) };
}

/** The header of an image that stands alone. Refuses `image-invalid`. */
export async function readHeader(files: StoreFiles, path: string): Promise<ImageHeader> {
  const { start, fileBytes } = await files.readStart(path, IMAGE_HEADER_BYTES);
  const header = readImageHeader(start, fileBytes);
  if (!header.ok) throw imageInvalid(nameOf(files, path), header.error);
  return header.value;
}

/** How to call a file to people. */
export function nameOf(files: StoreFiles, path: string): string {
  return `${files.datastore}:${path}`;
}

/** qemu-img knows the format's finer rules: what it can't read, QEMU can't run. */
async function confirmQcow2(files: StoreFiles, path: string, header: ImageHeader, qemuImg: QemuImg): Promise<void> {
  const node = { driver: 'qcow2', backing: null, file: fileNode(await files.diskFile(path)) };
  const result = await qemuImg(['info', '--output=json', `json:${JSON.stringify(node)}`]);
  if (!result.ok) throw imageInvalid(nameOf(files, path), result.output);
  const info: unknown = JSON.parse(result.output);
  const size = typeof info === 'object' && info !== null && 'virtual-size' in info ? info['virtual-size'] : undefined;
  if (size === header.virtualBytes) return;
  throw imageInvalid(nameOf(files, path), `its header says ${header.virtualBytes} bytes and qemu-img ${String(size)}`);
}

function fileNode(file: DiskFile): object {
  return typeof file === 'string' ? { driver: 'file', filename: file } : nfsNode(file);
}

async function checksum(files: StoreFiles, path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of files.read(path)) hash.update(part);
  return hash.digest('hex');
}
