import type { DecisionRecord } from '@rapidvm/controller-app';
import type { HostId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packDecision, unpackDecision } from './packed-decision.ts';

const refusal = fc.record({
  hostId: fc.uuid().map((id) => asId<HostId>(id)),
  hostName: fc.string(),
  code: fc.constantFrom('memory', 'architecture'),
  reason: fc.constantFrom('needs 1 GiB more', 'needs 2 GiB more'),
  change: fc.constantFrom(null, 'free 1 GiB there'),
  figures: fc.constantFrom(
    null,
    { needed: 2, available: 1, unit: 'MiB' } as const,
    { needed: 2, available: 0, unit: 'MiB' } as const,
  ),
});

const decisionWith = (refused: DecisionRecord['refused']): DecisionRecord => ({
  ...{
    at: '2026-11-21T00:00:00.000Z',
    operation: 'create',
    hostId: asId<HostId>('h'),
    hostName: 'h',
    reason: 'it is the only one',
  },
  ...{ score: 0.5, scores: [], fitting: 1, refused, refusedByCode: {} },
});

describe('a packed decision', () => {
  it('is the same when it is unpacked, in the same order', () => {
    fc.assert(
      fc.property(fc.array(refusal, { maxLength: 12 }), (refused) => {
        expect(unpackDecision(packDecision(decisionWith(refused)))).toEqual(decisionWith(refused));
      }),
    );
  });

  it('says once what neighbours have in common', () => {
    const [one] = fc.sample(refusal, 1);
    const all = ['a', 'b', 'c'].map((name) => ({ ...one!, hostName: name }));
    expect(packDecision(decisionWith(all)).refused).toHaveLength(1);
  });

  it('written before hosts were packed is read as it is', () => {
    const before = decisionWith(fc.sample(refusal, 3));
    expect(unpackDecision(before)).toEqual(before);
  });
});
