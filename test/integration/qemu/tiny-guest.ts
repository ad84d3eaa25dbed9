/**
 * A guest in one boot sector: prints A to Z over and over on its first serial port, a row about every 55 ms (the timer's tick), and powers off
 * when its power button is pressed. With it a test boots in a quarter of a second and can tell a lost or repeated byte from all others.
 */
const SECTOR_BYTES = 512;
/** SeaBIOS boots from nothing smaller. */
const IMAGE_BYTES = 1024 * 1024;

const CODE = [
  [0xba, 0x02, 0x06], // mov dx, 0x602    ACPI: events that count
  [0xb8, 0x00, 0x01], // mov ax, 0x100    the power button
  [0xef], //             out dx, ax
  // row (7):
  [0xba, 0xfd, 0x03], // mov dx, 0x3fd    serial port: line status
  [0xb3, 0x41], //       mov bl, 'A'
  // wait (12):
  [0xec], //             in al, dx
  [0xa8, 0x20], //       test al, 0x20    room for a byte?
  [0x74, 0xfb], //       jz wait
  [0x80, 0xea, 0x05], // sub dl, 5        serial port: data
  [0x88, 0xd8], //       mov al, bl
  [0xee], //             out dx, al
  [0x80, 0xc2, 0x05], // add dl, 5
  [0xfe, 0xc3], //       inc bl
  [0x80, 0xfb, 0x5b], // cmp bl, 'Z' + 1
  [0x75, 0xeb], //       jne wait
  [0xba, 0x00, 0x06], // mov dx, 0x600    ACPI: events that happened
  [0xed], //             in ax, dx
  [0xf6, 0xc4, 0x01], // test ah, 1       the power button?
  [0x75, 0x04], //       jnz off
  [0xfb, 0xf4], //       sti; hlt         until the next tick
  [0xeb, 0xd9], //       jmp row
  // off (46):
  [0xba, 0x04, 0x06], // mov dx, 0x604    ACPI: sleep
  [0xb8, 0x00, 0x20], // mov ax, 0x2000   state S5
  [0xef], //             out dx, ax
  [0xf4, 0xeb, 0xfd], // hlt; jmp -3
].flat();

/** Writes one sector of each 64 KiB of its first disk, from 1 MiB on, and prints a dot for each. */
const WRITER = [
  [0x31, 0xc0], //                   xor ax, ax
  [0x8e, 0xd8], //                   mov ds, ax
  // next (4):
  [0xbe, 0x24, 0x7c], //             mov si, packet
  [0xb8, 0x00, 0x43], //             mov ax, 0x4300      write
  [0xb2, 0x80], //                   mov dl, 0x80        the first disk
  [0xcd, 0x13], //                   int 0x13
  [0x73, 0x02], //                   jnc written
  [0xf4, 0xf4], //                   hlt; hlt
  // written (18):
  [0xba, 0xf8, 0x03, 0xb0, 0x2e], // mov dx, 0x3f8; mov al, '.'
  [0xee], //                         out dx, al
  [0x81, 0x06, 0x2c, 0x7c, 0x80, 0], // add word [packet + 8], 128
  [0xeb, 0xe4], //                   jmp next
  [0, 0, 0, 0], //                   up to 36
  // packet (36): one sector of this program's own memory to sector 2048
  [0x10, 0, 1, 0, 0x00, 0x7c, 0, 0, 0x00, 0x08, 0, 0, 0, 0, 0, 0],
].flat();

export function tinyGuestImage(): Uint8Array {
  return bootDisk(CODE);
}

export function writingGuestImage(): Uint8Array {
  return bootDisk(WRITER);
}

/** `movz w0, 8; movk w0, 0x8400, lsl 16; hvc 0; b .`: a "kernel" that powers off at once (PSCI SYSTEM_OFF). */
export function arm64GuestImage(): Uint8Array {
  return Uint8Array.from([0x00, 0x01, 0x80, 0x52, 0x00, 0x80, 0xb0, 0x72, 0x02, 0x00, 0x00, 0xd4, 0x00, 0x00, 0x00, 0x14]);
}

function bootDisk(code: readonly number[]): Uint8Array {
  const image = new Uint8Array(IMAGE_BYTES);
  image.set(code);
  image.set([0x55, 0xaa], SECTOR_BYTES - 2);
  return image;
}

const ROW = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Whether `text` is what the guest prints, without a byte lost or repeated. */
export function isUnbroken(text: string): boolean {
  return text === ROW.repeat(Math.ceil(text.length / ROW.length)).slice(0, text.length);
}
