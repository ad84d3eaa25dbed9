import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_RECORD_BYTES } from '../limits.ts';
import { RecordAssembler, recordMark } from './record-assembler.ts';

/** A record as a stream carries it, in fragments of these lengths (the last takes the rest). */
function framed(record: Uint8Array, cuts: readonly number[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let rest = record;
  for (const cut of cuts) {
    const part = rest.subarray(0, cut);
    rest = rest.subarray(cut);
    const mark = new Uint8Array(4);
    new DataView(mark.buffer).setUint32(0, part.length);
    parts.push(mark, part);
  }
  parts.push(recordMark(rest.length), rest);
  return Buffer.concat(parts);
}

function split(stream: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let at = 0;
  for (let turn = 0; at < stream.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(stream.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

const record = fc.uint8Array({ maxLength: 200 });

describe('RecordAssembler', () => {
  it('gives the records of a stream, however they are cut into fragments and the stream into chunks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(record, fc.array(fc.nat(30), { maxLength: 4 })), { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 }),
        (records, sizes) => {
          const stream = Buffer.concat(records.map(([bytes, cuts]) => framed(bytes, cuts)));
          const found: number[][] = [];
          const assembler = new RecordAssembler();
          for (const chunk of split(stream, sizes)) assembler.push(chunk, (each) => found.push([...each]));
          expect(found).toEqual(records.map(([bytes]) => [...bytes]));
        },
      ),
    );
  });

  it('refuses a record that is too large, or comes in too many fragments', () => {
    const large = new RecordAssembler();
    expect(() => large.push(recordMark(MAX_RECORD_BYTES + 1), () => undefined)).toThrow(/malformed/);
    const crumbs = new RecordAssembler();
    const crumb = Uint8Array.of(0, 0, 0, 1, 0);
    expect(() => {
      for (let i = 0; i < 5000; i += 1) crumbs.push(crumb, () => undefined);
    }).toThrow(/fragments/);
  });
});
