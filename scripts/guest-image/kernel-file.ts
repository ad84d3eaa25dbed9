import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RapidError } from '@rapidvm/kernel';
import { run } from '../shared/run.ts';

/** Offsets in the header of an x86 kernel file (Documentation/arch/x86/boot.rst of Linux). */
const SETUP_SECTORS = 0x1f1;
const MAGIC = 0x202;
const PAYLOAD_OFFSET = 0x248;
const PAYLOAD_LENGTH = 0x24c;
const SECTOR_BYTES = 512;

function invalid(file: string, problem: string): RapidError<'image-invalid'> {
  return new RapidError(
    'image-invalid',
    `${file} cannot be used: ${problem}`,
    { image: file, problem },
    'Remove the package cache and build the image again',
  );
}

/** The compressed kernel proper inside an x86 kernel file, without the boot code before it and the length word behind it. */
export function compressedKernel(file: string, bzImage: Buffer): Buffer {
  if (bzImage.length < PAYLOAD_LENGTH + 4 || bzImage.toString('latin1', MAGIC, MAGIC + 4) !== 'HdrS')
    throw invalid(file, 'it is not an x86 kernel');
  const start = ((bzImage[SETUP_SECTORS] || 4) + 1) * SECTOR_BYTES + bzImage.readUInt32LE(PAYLOAD_OFFSET);
  const end = start + bzImage.readUInt32LE(PAYLOAD_LENGTH);
  if (end > bzImage.length) throw invalid(file, 'it is cut short');
  return bzImage.subarray(start, end - 4);
}

/**
 * Writes the kernel that QEMU boots. On x86 that is the unpacked ELF kernel (QEMU starts it through its PVH entry): Debian packs it with
 * xz, and unpacking takes an emulated processor 4 of the 7 seconds of a start. On arm64 the packaged file is taken as it is.
 */
export async function writeKernel(
  architecture: 'x86_64' | 'aarch64',
  packageRoot: string,
  version: string,
  target: string,
  workDir: string,
): Promise<void> {
  const packaged = join(packageRoot, 'boot', `vmlinuz-${version}`);
  const content = await readFile(packaged);
  if (architecture === 'aarch64') {
    await writeFile(target, content);
    return;
  }
  const payload = compressedKernel(packaged, content);
  if (payload.toString('latin1', 1, 6) !== '7zXZ\0'.slice(0, 5)) {
    // Packed with something else than xz: still a good kernel, only slower to start.
    await writeFile(target, content);
    return;
  }
  const packed = join(workDir, 'vmlinux.xz');
  await writeFile(packed, payload);
  await run(['xz', '--decompress', '--single-stream', '--keep', '--force', packed]);
  const elf = await readFile(join(workDir, 'vmlinux'));
  if (elf.toString('latin1', 1, 4) !== 'ELF') throw invalid(packaged, 'what is packed in it is not an ELF kernel');
  await writeFile(target, elf);
}
