import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpioArchive, type CpioEntry } from './cpio.ts';

/** Reads an archive the way the kernel does: header of 110 bytes, name and content filled up to four bytes each. */
function read(archive: Buffer): CpioEntry[] {
  const entries: CpioEntry[] = [];
  const field = (at: number, index: number): number =>
    Number.parseInt(archive.toString('latin1', at + 6 + index * 8, at + 14 + index * 8), 16);
  const up4 = (value: number): number => Math.ceil(value / 4) * 4;
  for (let at = 0; ;) {
    expect(archive.toString('latin1', at, at + 6)).toBe('070701');
    const [mode, size, nameSize] = [field(at, 1), field(at, 6), field(at, 11)];
    const name = archive.toString('utf8', at + 110, at + 110 + nameSize - 1);
    const start = up4(at + 110 + nameSize);
    if (name === 'TRAILER!!!') return entries;
    const isFolder = (mode & 0o170000) === 0o040000;
    entries.push({ name, mode: mode & 0o7777, content: isFolder ? null : archive.subarray(start, start + size) });
    at = up4(start + size);
  }
}

const entry = fc.record({
  name: fc.stringMatching(/^[a-z][a-z0-9/._-]{0,40}$/),
  mode: fc.constantFrom(0o755, 0o644, 0o600),
  content: fc.option(fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes))),
});

describe('cpio archive', () => {
  it('gives back what was put in, whatever the sizes', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), (entries) => void expect(read(cpioArchive(entries))).toEqual(entries)),
    );
  });

  it('is the same for the same entries', () => {
    const entries = [{ name: 'init', mode: 0o755, content: Buffer.from('x') }];
    expect(cpioArchive(entries)).toEqual(cpioArchive(entries));
  });
});
