import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readImageHeader } from './image-header.ts';
import { QCOW2_HEADER_BYTES } from './qcow2-header.ts';

interface Header {
  readonly version?: number;
  readonly size?: bigint;
  readonly backing?: bigint;
  readonly encryption?: number;
  readonly incompatible?: bigint;
}

function qcow2(header: Header): Uint8Array {
  const bytes = new Uint8Array(512);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x5146_49fb);
  view.setUint32(4, header.version ?? 3);
  view.setBigUint64(8, header.backing ?? 0n);
  view.setBigUint64(24, header.size ?? 1_048_576n);
  view.setUint32(32, header.encryption ?? 0);
  view.setBigUint64(72, header.incompatible ?? 0n);
  return bytes;
}

describe('readImageHeader', () => {
  it('reads a qcow2 image that stands alone', () => {
    expect(readImageHeader(qcow2({}), 200_000)).toEqual({ ok: true, value: { format: 'qcow2', virtualBytes: 1_048_576 } });
  });

  it.each<readonly [string, Header]>([
    ['it names a backing file', { backing: 512n }],
    ['its data lies in another file', { incompatible: 4n }],
    ['it is encrypted', { encryption: 2 }],
    ['its qcow2 version is 1, neither 2 nor 3', { version: 1 }],
    ['its size is beyond reason', { size: 2n ** 60n }],
  ])('refuses: %s', (problem, header) => {
    expect(readImageHeader(qcow2(header), 200_000)).toEqual({ ok: false, error: problem });
  });

  it('takes version 2 without looking at bits it does not have', () => {
    expect(readImageHeader(qcow2({ version: 2, incompatible: 4n }), 200_000).ok).toBe(true);
  });

  it.each([
    ['KDMV\x01\0\0\0', 'it is a VMDK file'],
    ['vhdxfile', 'it is a VHDX file'],
    ['\x1f\x8b\x08', 'it is a gzip file'],
  ])('refuses %j rather than showing it to a guest as a disk', (start, error) => {
    expect(
      readImageHeader(
        Uint8Array.from(start, (char) => char.charCodeAt(0)),
        1024,
      ),
    ).toEqual({ ok: false, error });
  });

  it('takes whole sectors of anything else as raw', () => {
    expect(readImageHeader(new Uint8Array(512), 1024)).toEqual({ ok: true, value: { format: 'raw', virtualBytes: 1024 } });
    expect(readImageHeader(new Uint8Array(512), 1025).ok).toBe(false);
    expect(readImageHeader(new Uint8Array(0), 0)).toEqual({ ok: false, error: 'it is empty' });
  });

  it('never throws, and never says qcow2 of one that needs another file', () => {
    const starts = fc.constantFrom([...qcow2({}).subarray(0, 8)], []);
    const bytes = fc
      .tuple(starts, fc.uint8Array({ maxLength: 512 }))
      .map(([start, rest]) => Uint8Array.from([...start, ...rest]));
    fc.assert(
      fc.property(bytes, fc.nat(), (image, size) => {
        const header = readImageHeader(image, size);
        if (!header.ok || header.value.format === 'raw') return;
        expect(image.length).toBeGreaterThanOrEqual(QCOW2_HEADER_BYTES);
        expect([...image.subarray(8, 16)].every((byte) => byte === 0)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
