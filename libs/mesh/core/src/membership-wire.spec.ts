import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_ACCUSED, MAX_MESSAGE_BYTES, SYNC_BUCKETS } from './limits.ts';
import type { Section } from './membership-wire.ts';
import { decodeMessage, encodeSection, joinSections } from './membership-wire.ts';

const key = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const whole = fc.maxSafeNat();
const accusation = fc.record({ key, incarnation: whole, down: fc.boolean() }, { noNullPrototype: true });
const record = fc.record({ key, incarnation: whole, nonce: word, left: fc.boolean() }, { noNullPrototype: true });
const entry = fc.record({ key, incarnation: whole, left: fc.boolean(), factsVersion: whole }, { noNullPrototype: true });
const json = fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.from(bytes));
const downSet = fc.record(
  { origin: key, version: whole, tick: whole, abstains: fc.boolean(), accused: fc.array(accusation, { maxLength: MAX_ACCUSED }) },
  { noNullPrototype: true },
);

/** Every kind of section, with any content that a member may send. */
const section: fc.Arbitrary<Section> = fc.oneof(
  fc.record({ kind: fc.constant('beat' as const), incarnation: whole, nonce: word, hearsYou: fc.boolean(), doubted: whole }),
  fc.record({ kind: fc.constant('records' as const), records: fc.array(record, { maxLength: 20 }) }),
  fc.record({ kind: fc.constant('down-set' as const), set: downSet, ageMs: whole }),
  fc.record({ kind: fc.constant('refresh' as const), origin: key, version: whole, tick: whole, ageMs: whole }),
  fc.record({ kind: fc.constant('facts' as const), key, version: whole, json }),
  fc.record({ kind: fc.constant('load' as const), key, version: whole, base: whole, json }),
  fc.record({ kind: fc.constant('digest' as const), hash: word }),
  fc.record({ kind: fc.constant('buckets' as const), hashes: fc.array(word, { maxLength: SYNC_BUCKETS }) }),
  fc.record({
    kind: fc.constant('entries' as const),
    buckets: fc.array(fc.nat(SYNC_BUCKETS), { maxLength: SYNC_BUCKETS }),
    entries: fc.array(entry, { maxLength: 20 }),
  }),
  fc.record({
    kind: fc.constant('want' as const),
    what: fc.constantFrom('member' as const, 'down-set' as const),
    keys: fc.array(key, { maxLength: 20 }),
  }),
);

const message = fc.array(section, { maxLength: 5 }).map((sections) => ({
  sections,
  bytes: joinSections(sections.map(encodeSection)),
}));

describe('the wire of the membership machine', () => {
  it('carries every section as it is', () => {
    fc.assert(
      fc.property(message, ({ sections, bytes }) => {
        expect(decodeMessage(bytes)).toStrictEqual(sections.map((one) => ({ ...one })));
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses a message that was cut short anywhere within a section', () => {
    fc.assert(
      fc.property(section, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (one, share) => {
        const bytes = joinSections([encodeSection(one)]);
        const length = 2 + Math.floor(share * (bytes.length - 2));
        if (length < bytes.length) expect(decodeMessage(bytes.subarray(0, length))).toBeUndefined();
      }),
    );
  });

  it('skips sections that a newer minor version sends', () => {
    const beat = encodeSection({ kind: 'digest', hash: 7 });
    const unknown = Uint8Array.of(99, 3, 1, 2, 3);
    expect(decodeMessage(joinSections([unknown, beat]))).toEqual([{ kind: 'digest', hash: 7 }]);
  });

  it('skips what a newer minor version adds to the end of a section', () => {
    const refresh = encodeSection({ kind: 'refresh', origin: 5, version: 6, tick: 7, ageMs: 8 });
    const longer = Uint8Array.from([refresh[0]!, refresh[1]! + 2, ...refresh.subarray(2), 1, 2]);
    expect(decodeMessage(joinSections([longer]))).toEqual([{ kind: 'refresh', origin: 5, version: 6, tick: 7, ageMs: 8 }]);
  });

  it('takes what an older agent says, which does not tell its age, for new', () => {
    const set = { origin: 5, version: 6, tick: 7, abstains: false, accused: [{ key: 8, incarnation: 9, down: true }] };
    for (const told of [
      { kind: 'refresh' as const, origin: 5, version: 6, tick: 7, ageMs: 0 },
      { kind: 'down-set' as const, set, ageMs: 0 },
    ]) {
      const whole = encodeSection(told);
      const older = Uint8Array.from([whole[0]!, whole[1]! - 1, ...whole.subarray(2, -1)]);
      expect(decodeMessage(joinSections([older]))).toEqual([told]);
    }
  });

  it('refuses another major version, what is too large, and more than a section may hold', () => {
    expect(decodeMessage(Uint8Array.of(2))).toBeUndefined();
    expect(decodeMessage(new Uint8Array(0))).toBeUndefined();
    expect(decodeMessage(new Uint8Array(MAX_MESSAGE_BYTES + 1).fill(1))).toBeUndefined();
    const accused = Array.from({ length: MAX_ACCUSED + 1 }, (_, index) => ({ key: index, incarnation: 1, down: true }));
    const set = { origin: 1, version: 1, tick: 0, abstains: false, accused };
    expect(decodeMessage(joinSections([encodeSection({ kind: 'down-set', set, ageMs: 0 })]))).toBeUndefined();
    const buckets = Array.from({ length: SYNC_BUCKETS + 1 }, (_, index) => index);
    expect(decodeMessage(joinSections([encodeSection({ kind: 'entries', buckets, entries: [] })]))).toBeUndefined();
  });

  it('refuses a number past what is exact', () => {
    const tooLarge = Uint8Array.of(4, 16, 0, 0, 0, 0, 0, 1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1);
    expect(decodeMessage(joinSections([tooLarge]))).toBeUndefined();
  });

  it('takes 10,000 malformed messages without throwing', () => {
    const damaged = fc.tuple(message, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 })).map(([{ bytes }, changes]) => {
      const copy = Uint8Array.from(bytes);
      for (const [at, value] of changes) copy[at % copy.length] = value;
      return copy;
    });
    const noise = fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from([1, ...bytes]));
    fc.assert(
      fc.property(fc.oneof(damaged, noise), (bytes) => {
        const sections = decodeMessage(bytes);
        if (sections !== undefined) expect(sections.length).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 10_000 },
    );
  });
});
