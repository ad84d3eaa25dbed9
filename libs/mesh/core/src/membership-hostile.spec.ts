/** A member among neighbours that send anything at all: it does not throw, keeps bounded state, and goes on working. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_MALFORMED, MAX_PENDING_NEWS } from './limits.ts';
import { memberKey } from './member-hash.ts';
import type { MembershipOutput } from './membership-io.ts';
import type { Section } from './membership-wire.ts';
import { encodeSection, joinSections } from './membership-wire.ts';
import { Membership } from './membership.ts';
import { seededRng } from './testing/small-mesh.ts';

const PEERS = Array.from({ length: 20 }, (_, index) => `peer-${index}`);
const OTHERS = PEERS.slice(1);

function joined(): Membership {
  const machine = new Membership({ self: 'peer-0', hostId: null, incarnation: 1, rng: seededRng(1) });
  const members = PEERS.map((peerId) => ({ peerId, hostId: null, addresses: ['/dns4/x/tcp/1'] }));
  machine.handle({ kind: 'roster', roster: { epoch: 1, members } }, 0);
  for (const peer of OTHERS) machine.handle({ kind: 'linked', peer }, 10);
  return machine;
}

const key = fc.oneof(fc.constantFrom(...PEERS.map(memberKey)), fc.nat());
const life = fc.oneof(fc.constantFrom(0, 1, 2 ** 20, 2 ** 20 + 1, 2 ** 53 - 1), fc.maxSafeNat());
const section: fc.Arbitrary<Section> = fc.oneof(
  fc.record({ kind: fc.constant('beat' as const), incarnation: life, nonce: fc.nat(), hearsYou: fc.boolean(), doubted: life }),
  fc
    .array(fc.record({ key, incarnation: life, nonce: fc.nat(), left: fc.boolean() }), { maxLength: 8 })
    .map((records) => ({ kind: 'records' as const, records })),
  fc
    .record({
      origin: key,
      version: life,
      tick: life,
      abstains: fc.boolean(),
      accused: fc.array(fc.record({ key, incarnation: life, down: fc.boolean() }), { maxLength: 24 }),
    })
    .chain((set) => life.map((ageMs) => ({ kind: 'down-set' as const, set, ageMs }))),
  fc.record({ kind: fc.constant('refresh' as const), origin: key, version: life, tick: life, ageMs: life }),
  fc.record({ kind: fc.constant('facts' as const), key, version: life, json: fc.uint8Array({ maxLength: 40 }) }),
  fc.record({ kind: fc.constant('load' as const), key, version: life, base: life, json: fc.uint8Array({ maxLength: 40 }) }),
  fc.record({ kind: fc.constant('digest' as const), hash: fc.nat() }),
  fc.record({ kind: fc.constant('buckets' as const), hashes: fc.array(fc.nat(), { maxLength: 70 }) }),
  fc
    .record({
      buckets: fc.array(fc.nat(100), { maxLength: 64 }),
      entries: fc.array(fc.record({ key, incarnation: life, left: fc.boolean(), factsVersion: life }), { maxLength: 8 }),
    })
    .map((all) => ({ kind: 'entries' as const, ...all })),
  fc.record({
    kind: fc.constant('want' as const),
    what: fc.constantFrom('member' as const, 'down-set' as const),
    keys: fc.array(key, { maxLength: 30 }),
  }),
);
const message = fc.oneof(
  { weight: 4, arbitrary: fc.array(section, { maxLength: 6 }).map((all) => joinSections(all.map(encodeSection))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.from([1, ...bytes])) },
);

const sent = (outputs: readonly MembershipOutput[]): number =>
  outputs.reduce((sum, output) => sum + (output.kind === 'send' ? output.message.length : 0), 0);

describe('a member among hostile ones', () => {
  it('takes 10,000 messages of any content, and answers none of them with a flood', () => {
    const machine = joined();
    let now = 1000;
    fc.assert(
      fc.property(fc.constantFrom(...OTHERS), message, fc.nat(100), (peer, bytes, laterMs) => {
        now += laterMs;
        const outputs = machine.handle({ kind: 'received', peer, message: bytes }, now);
        // One call may have a beat due, which tells each neighbour all that is pending.
        expect(sent(outputs)).toBeLessThan(OTHERS.length * MAX_PENDING_NEWS);
        for (const output of outputs) if (output.kind === 'drop-link') machine.handle({ kind: 'linked', peer: output.peer }, now);
      }),
      { numRuns: 10_000 },
    );
    expect(machine.view(0).members.length).toBe(PEERS.length);
    expect(machine.stateOf('peer-0')).toBe('active');
    expect(machine.nextWake()).toBeLessThan(now + 10_000);
  });

  it('cuts off who sends rubbish only', () => {
    const machine = joined();
    const drops = Array.from({ length: MAX_MALFORMED }, () =>
      machine.handle({ kind: 'received', peer: 'peer-3', message: Uint8Array.of(9, 9) }, 100),
    ).flat();
    expect(drops.filter(({ kind }) => kind === 'drop-link')).toEqual([{ kind: 'drop-link', peer: 'peer-3' }]);
  });

  it('marks nobody on the word of one, however many names that word has', () => {
    const machine = joined();
    for (const subject of OTHERS.slice(1)) {
      const set = {
        origin: memberKey('peer-1'),
        version: 2 ** 40,
        tick: 0,
        abstains: false,
        accused: [{ key: memberKey(subject), incarnation: 2 ** 50, down: true }],
      };
      const bytes = joinSections([encodeSection({ kind: 'down-set' as const, set, ageMs: 0 })]);
      for (let now = 1000; now < 4000; now += 500) machine.handle({ kind: 'received', peer: 'peer-1', message: bytes }, now);
    }
    expect(machine.view(0).members.filter(({ state }) => state === 'failed')).toEqual([]);
  });

  it('is not talked out of its own life', () => {
    const machine = joined();
    const records = [{ key: memberKey('peer-0'), incarnation: 2 ** 40, nonce: 5, left: true }];
    machine.handle(
      { kind: 'received', peer: 'peer-1', message: joinSections([encodeSection({ kind: 'records' as const, records })]) },
      1000,
    );
    machine.handle({ kind: 'wake' }, 2000);
    expect(machine.view(0).members.find(({ peer }) => peer === 'peer-0')).toMatchObject({
      state: 'active',
      incarnation: 2 ** 40 + 1,
    });
  });
});
