import type { HostFacts } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { asGeneration, asId } from '@rapidvm/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { versionFloor } from './facts-version.ts';
import type { HostRecord } from './host-table.ts';
import { HostTable, newerRecord } from './host-table.ts';

const HOSTS = ['a', 'b', 'c'].map((letter) => asId<HostId>(`0190b0a0-0000-7000-8000-00000000000${letter}`));

/** The one content that its owner wrote under this host, version and beat. */
function recordOf(hostId: HostId, version: number, beat: number): HostRecord {
  const inventory: HostFacts['inventory'] = {
    architecture: 'x86_64',
    cpuModel: 'cpu',
    cpus: 2,
    memoryMiB: 2048,
    operatingSystem: 'Debian',
    kernel: '6',
    qemuVersion: '7',
    accelerator: { kind: 'tcg', reason: 'no KVM' },
    agentVersion: '0',
    datastores: [],
  };
  return {
    beat,
    facts: {
      hostId,
      version: asGeneration(version),
      inventory,
      load: { load1: 0, freeMemoryMiB: 0, runningVms: 0, temperatureC: null },
      changeStamp: version * 31,
    },
  };
}

const record = fc
  .tuple(fc.constantFrom(...HOSTS), fc.nat(5), fc.nat(3))
  .map(([host, version, beat]) => recordOf(host, version, beat));
const ofOneHost = fc.tuple(fc.nat(5), fc.nat(3)).map(([version, beat]) => recordOf(HOSTS[0]!, version, beat));

function tableOf(records: readonly HostRecord[]): readonly HostRecord[] {
  const table = new HostTable();
  for (const each of records) table.merge(each);
  return [...table.records()].sort((a, b) => a.facts.hostId.localeCompare(b.facts.hostId));
}

function twiceInAnyOrder(records: readonly HostRecord[]): fc.Arbitrary<HostRecord[]> {
  return fc.shuffledSubarray([...records, ...records], { minLength: records.length * 2 });
}

describe('newerRecord', () => {
  it('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(ofOneHost, ofOneHost, ofOneHost, (a, b, c) => {
        expect(newerRecord(a, b)).toEqual(newerRecord(b, a));
        expect(newerRecord(a, newerRecord(b, c))).toEqual(newerRecord(newerRecord(a, b), c));
        expect(newerRecord(a, a)).toEqual(a);
      }),
    );
  });
});

describe('HostTable', () => {
  it('knows the same after the same messages in any order and any number of times', () => {
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 20 }).chain((records) => fc.tuple(fc.constant(records), twiceInAnyOrder(records))),
        ([once, shuffledTwice]) => {
          expect(tableOf(shuffledTwice)).toEqual(tableOf(once));
        },
      ),
    );
  });

  it('says what was news', () => {
    const table = new HostTable();
    const host = HOSTS[0]!;
    const said = [recordOf(host, 2, 0), recordOf(host, 2, 1), recordOf(host, 2, 1), recordOf(host, 1, 9), recordOf(host, 3, 0)];
    expect(said.map((each) => table.merge(each))).toEqual(['changed', 'alive', 'stale', 'stale', 'changed']);
    expect(table.get(host)?.version).toBe(3);
  });

  it('forgets who is no member', () => {
    const table = new HostTable();
    for (const host of HOSTS) table.merge(recordOf(host, 1, 0));
    table.retain((host) => host === HOSTS[1]);
    expect(table.records().map((each) => each.facts.hostId)).toEqual([HOSTS[1]]);
  });
});

describe('versionFloor', () => {
  it('puts all of a later start above all of an earlier one', () => {
    expect(versionFloor(2)).toBeGreaterThan(versionFloor(1) + 1_000_000);
    expect(Number.isSafeInteger(versionFloor(2 ** 21 - 1) + 2 ** 32 - 1)).toBe(true);
  });

  it.each([0, -1, 1.5, 2 ** 21])('refuses incarnation %s', (incarnation) => {
    expect(() => versionFloor(incarnation)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });
});
