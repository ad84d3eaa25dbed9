/** Guests of a few instructions: they boot in a quarter of a second and cost next to nothing, so that a lab can run dozens. */
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vmFolder } from '@rapidvm/domain';
import { followTask } from '../../scripts/launcher/follow-task.ts';
import type { ApiClient } from '../../scripts/shared/api-client.ts';
import { run } from '../../scripts/shared/run.ts';

const SECTOR_BYTES = 512;
/** SeaBIOS boots from nothing smaller than a track. */
const IMAGE_BYTES = 1024 * 1024;
/** The record's sector: the first behind the image, so that it is always the VM's own. */
const RECORD_SECTOR = IMAGE_BYTES / SECTOR_BYTES;

/** MiB of a witness's disk: the image and the record. */
export const WITNESS_DISK_MIB = 2;

/** What a witness needs, MiB: what QEMU's own firmware runs in. */
export const WITNESS_MEMORY_MIB = 32;

/**
 * The witness, for x86-64. It keeps a record on its disk: how often it booted, its beats (two a second), and how often it found there another
 * record than it wrote last, which only a second QEMU on the same disk can have written. Heeds the power button.
 */
const WITNESS = [
  [0x31, 0xc0, 0x8e, 0xd8], //             xor ax, ax; mov ds, ax
  [0xba, 0x02, 0x06, 0xb8, 0x00, 0x01], // mov dx, 0x602; mov ax, 0x100   ACPI: the power button counts
  [0xef], //                               out dx, ax
  [0xb4, 0x42, 0xe8, 0x56, 0x00], //       mov ah, 0x42; call disk        read the record to 0x7e00
  [0xff, 0x06, 0x00, 0x7e], //             inc word [0x7e00]              one more boot
  [0x0f, 0x31, 0xa3, 0x06, 0x7e], //       rdtsc; mov [0x7e06], ax        a mark of this boot
  [0xb4, 0x43, 0xe8, 0x48, 0x00], //       mov ah, 0x43; call disk        write it
  // beat (30):
  [0xb9, 0x09, 0x00], //                   mov cx, 9
  // tick (33):
  [0xfb, 0xf4], //                         sti; hlt                       until the next tick, 55 ms
  [0xba, 0x00, 0x06, 0xed], //             mov dx, 0x600; in ax, dx       ACPI: events that happened
  [0xf6, 0xc4, 0x01, 0x75, 0x44], //       test ah, 1; jnz off            the power button?
  [0xe2, 0xf3], //                         loop tick
  [0xc7, 0x06, 0x7e, 0x7c, 0x00, 0x80], // mov word [packet + 4], 0x8000
  [0xb4, 0x42, 0xe8, 0x2d, 0x00], //       mov ah, 0x42; call disk        read the record to 0x8000
  [0xc7, 0x06, 0x7e, 0x7c, 0x00, 0x7e], // mov word [packet + 4], 0x7e00
  [0xa1, 0x02, 0x80], //                   mov ax, [0x8002]
  [0x3b, 0x06, 0x02, 0x7e, 0x75, 0x09], // cmp ax, [0x7e02]; jne stranger other beats than mine?
  [0xa1, 0x06, 0x80], //                   mov ax, [0x8006]
  [0x3b, 0x06, 0x06, 0x7e, 0x74, 0x04], // cmp ax, [0x7e06]; je mine      another mark than mine?
  // stranger (81):
  [0xff, 0x06, 0x04, 0x7e], //             inc word [0x7e04]
  // mine (85):
  [0xff, 0x06, 0x02, 0x7e], //             inc word [0x7e02]              one more beat
  [0xb4, 0x43, 0xe8, 0x08, 0x00], //       mov ah, 0x43; call disk        write it
  [0xba, 0xf8, 0x03, 0xb0, 0x2e, 0xee], // mov dx, 0x3f8; mov al, '.'; out dx, al
  [0xeb, 0xb8], //                         jmp beat
  // disk (102):
  [0xb0, 0x00, 0xbe, 0x7a, 0x7c], //       mov al, 0; mov si, packet
  [0xb2, 0x80, 0xcd, 0x13, 0xc3], //       mov dl, 0x80; int 0x13; ret    the first disk
  // off (112):
  [0xba, 0x04, 0x06, 0xb8, 0x00, 0x20], // mov dx, 0x604; mov ax, 0x2000  ACPI: sleep, state S5
  [0xef, 0xf4, 0xeb, 0xfd], //             out dx, ax; hlt; jmp -3
  // packet (122): one sector at RECORD_SECTOR
  [0x10, 0, 1, 0, 0x00, 0x7e, 0, 0, 0x00, 0x08, 0, 0, 0, 0, 0, 0],
].flat();

/** A "kernel" for arm64 that says A on its serial port and waits for ever: movz x0, 0x900, lsl 16; mov w1, 'A'; str w1, [x0]; wfi; b -4. */
const ARM64_IDLER = [0x00, 0x20, 0xa1, 0xd2, 0x21, 0x08, 0x80, 0x52, 0x01, 0x00, 0x00, 0xb9];
const ARM64_WAIT = [0x7f, 0x20, 0x03, 0xd5, 0xff, 0xff, 0xff, 0x17];

export function witnessImage(): Uint8Array {
  const image = new Uint8Array(IMAGE_BYTES);
  image.set(WITNESS);
  image.set([0x55, 0xaa], SECTOR_BYTES - 2);
  return image;
}

/** A datastore by its name, and where the world sees its files. */
export interface Place {
  readonly datastore: string;
  readonly folder: string;
}

/** Makes the witness known as an image on `place`; returns its name. */
export async function provideWitness(api: ApiClient, place: Place): Promise<string> {
  await putWitness(place);
  return register(api, `witness-${place.datastore}`, 'x86_64', place, {});
}

/** Its file alone: for a datastore that several hosts have, each its own. */
export function putWitness(place: Place): Promise<void> {
  return putImage(place, 'witness.raw', witnessImage());
}

/** Makes the idler known, a guest for arm64 hosts; returns its name. */
export async function provideArm64Idler(api: ApiClient, place: Place): Promise<string> {
  await putImage(place, 'blank.raw', new Uint8Array(IMAGE_BYTES));
  await putImage(place, 'idler.bin', Uint8Array.from([...ARM64_IDLER, ...ARM64_WAIT]));
  return register(api, `idler-${place.datastore}`, 'aarch64', place, { kernelPath: 'images/idler.bin' });
}

async function putImage({ folder }: Place, file: string, content: Uint8Array): Promise<void> {
  await mkdir(join(folder, 'images'), { recursive: true });
  await writeFile(join(folder, 'images', file), content, { mode: 0o644 });
}

async function register(
  api: ApiClient,
  name: string,
  architecture: 'x86_64' | 'aarch64',
  { datastore }: Place,
  kernel: { readonly kernelPath?: string },
): Promise<string> {
  const diskPath = architecture === 'x86_64' ? 'images/witness.raw' : 'images/blank.raw';
  const { task } = await api.call('image.register', { name, architecture, datastore, diskPath, ...kernel });
  await followTask(api, task);
  return name;
}

/** What a witness wrote down. */
export interface WitnessRecord {
  readonly boots: number;
  readonly beats: number;
  /** Times it found that somebody else had written its disk. */
  readonly strangers: number;
}

/** Reads the record of a witness that does not run, or that has run before: then its record's place on the disk is written down. */
export async function readWitness({ folder }: Place, vm: { readonly name: string; readonly id: string }): Promise<WitnessRecord> {
  const disk = join(folder, vmFolder(vm.name, vm.id), 'disk0.qcow2');
  const plain = `${disk}.plain`;
  // Without its base: the record lies behind it, and on a NAS the base has an address, not a path.
  const source = JSON.stringify({ driver: 'qcow2', backing: null, file: { driver: 'file', filename: disk } });
  await run(['qemu-img', 'convert', '-O', 'raw', `json:${source}`, plain]);
  const file = await open(plain);
  try {
    const { buffer } = await file.read({ buffer: Buffer.alloc(SECTOR_BYTES), position: RECORD_SECTOR * SECTOR_BYTES });
    return { boots: buffer.readUInt16LE(0), beats: buffer.readUInt16LE(2), strangers: buffer.readUInt16LE(4) };
  } finally {
    await file.close();
    await rm(plain, { force: true });
  }
}
