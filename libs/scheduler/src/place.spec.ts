import type { HostId } from '@rapidvm/kernel';
import { asId, GIB } from '@rapidvm/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate, Capacity, Demand } from './index.ts';
import { place, PLACEMENT_LIMITS, refusalOf } from './index.ts';

const DEMAND: Demand = { architecture: 'x86_64', cpus: 2, memoryMiB: 512, datastore: 'local', newDiskBytes: GIB };
const CAPACITY: Capacity = { architecture: 'x86_64', cpus: 4, memoryMiB: 4096, datastores: new Map([['local', 10 * GIB]]) };

const host = (name: string, change: Partial<Candidate> = {}): Candidate => ({
  id: asId<HostId>(`host-${name}`),
  name,
  state: 'active',
  capacity: CAPACITY,
  committed: { cpus: 0, memoryMiB: 0 },
  ...change,
});

describe('a host is refused', () => {
  it.each([
    ['while it can’t be seen', host('a', { state: 'failed' }), 'it is failed'],
    ['before it has told what it is', host('a', { capacity: null }), 'it has not told yet what it is'],
    [
      'for its architecture',
      host('a', { capacity: { ...CAPACITY, architecture: 'aarch64' } }),
      'its architecture is aarch64, the image needs x86_64',
    ],
    [
      'without the datastore',
      host('a', { capacity: { ...CAPACITY, datastores: new Map() } }),
      'it does not have the datastore local',
    ],
    [
      'without room for the disks',
      host('a', { capacity: { ...CAPACITY, datastores: new Map([['local', 5]]) } }),
      'its datastore local has 5 B free of the 1 GiB needed',
    ],
    [
      'without memory',
      host('a', { committed: { cpus: 1, memoryMiB: 3500 } }),
      'it has 340 MiB of memory left of the 512 MiB needed',
    ],
    ['with too few processors', host('a', { capacity: { ...CAPACITY, cpus: 1 } }), 'it has 1 processors, the VM needs 2'],
    [
      'when its processors are promised too often',
      host('a', { committed: { cpus: 63, memoryMiB: 0 } }),
      'its 4 processors are promised 63 times, at most 64 may be',
    ],
  ])('%s', (_when, candidate, reason) => {
    expect(refusalOf(DEMAND, candidate)).toBe(reason);
    expect(place(DEMAND, [candidate])).toEqual({ ok: false, error: [{ host: 'a', reason }] });
  });
});

describe('placement', () => {
  it('takes the host with the most memory left and says why', () => {
    const placed = place(DEMAND, [
      host('a', { committed: { cpus: 1, memoryMiB: 1024 } }),
      host('b'),
      host('c', { state: 'joining' }),
    ]);
    expect(placed).toMatchObject({
      ok: true,
      value: { hostName: 'b', reason: 'most memory left of 2 hosts that fit', refusals: [{ host: 'c' }] },
    });
  });

  it('takes only the host that was asked for', () => {
    const wanted = host('a', { committed: { cpus: 1, memoryMiB: 2048 } });
    expect(place({ ...DEMAND, hostId: wanted.id }, [wanted, host('b')])).toMatchObject({ ok: true, value: { hostName: 'a' } });
  });

  const candidates = fc.uniqueArray(
    fc.record({
      name: fc.stringMatching(/^[a-z]{1,8}$/),
      state: fc.constantFrom('active' as const, 'maintenance' as const),
      memoryMiB: fc.integer({ min: 256, max: 65_536 }),
      used: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { selector: ({ name }) => name, maxLength: 12 },
  );

  it('never exceeds a host’s memory, accounts for every host, and does not depend on their order', () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 32, max: 8192 }), (drafts, memoryMiB) => {
        const hosts = drafts.map((draft) =>
          host(draft.name, {
            state: draft.state,
            capacity: { ...CAPACITY, memoryMiB: draft.memoryMiB },
            committed: { cpus: 0, memoryMiB: Math.floor(draft.used * draft.memoryMiB) },
          }),
        );
        const demand = { ...DEMAND, memoryMiB };
        const answer = place(demand, hosts);
        const mirrored = place(demand, hosts.toReversed());
        if (!answer.ok) return answer.error.length === hosts.length && !mirrored.ok;
        const chosen = hosts.find(({ id }) => id === answer.value.hostId);
        const room = (chosen?.capacity?.memoryMiB ?? 0) - PLACEMENT_LIMITS.reservedMemoryMiB - (chosen?.committed.memoryMiB ?? 0);
        return room >= memoryMiB && mirrored.ok && mirrored.value.hostId === answer.value.hostId;
      }),
    );
  });
});
