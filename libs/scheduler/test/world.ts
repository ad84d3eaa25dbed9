/** Hosts and demands to test with: plain ones, and any. */
import type { PlacementRule } from '@rapidvm/domain';
import { HOST_STATES } from '@rapidvm/domain';
import type { HostId, ImageId, VmId } from '@rapidvm/kernel';
import { asId, GIB } from '@rapidvm/kernel';
import fc from 'fast-check';
import type { Candidate, Capacity, Demand, Room } from '../src/index.ts';

export const idOf = <I extends HostId | VmId | ImageId>(number: number): I =>
  asId<I>(`00000000-0000-7000-8000-${number.toString().padStart(12, '0')}`);

export const IMAGE: ImageId = idOf(900);

export const DEMAND: Demand = {
  vmId: idOf(500),
  architecture: 'x86_64',
  cpus: 2,
  memoryMiB: 512,
  runs: true,
  accelerator: 'any',
  cpuModel: null,
  cpuFlags: [],
  imageId: IMAGE,
  datastores: new Map([['local', GIB]]),
  networks: ['default'],
  rules: [],
  selectors: new Set([`vm=${idOf<VmId>(500)}`]),
  askedFor: null,
  disks: null,
  current: null,
  held: null,
};

export const CAPACITY: Capacity = {
  architecture: 'x86_64',
  accelerator: { kind: 'kvm', reason: '/dev/kvm' },
  cpuModel: 'Intel(R) N100',
  cpuFlags: new Set(['aes', 'avx2']),
  cpus: 4,
  memoryMiB: 4096,
  datastores: new Map([['local', { id: null, freeBytes: 10 * GIB }]]),
  networks: new Set(['default']),
};

const room = (limit: number): Room => ({ limit, used: 0, inFlight: 0 });

export function host(name: string, change: Partial<Candidate> = {}): Candidate {
  const number = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000, 7);
  return {
    id: idOf(number),
    name,
    state: 'active',
    because: null,
    rack: null,
    selectors: new Set([`host=${idOf<HostId>(number)}`, 'host', 'arch=x86_64', 'arch']),
    capacity: CAPACITY,
    memoryMiB: room(4096),
    cpus: room(64),
    images: new Set(),
    residents: new Map(),
    keptApart: new Map(),
    ...change,
  };
}

const SELECTORS = ['disk=ssd', 'disk', 'team=a', 'team=b', 'arch=x86_64', 'arch=aarch64'] as const;
const selector = fc.constantFrom(...SELECTORS);
const labels = fc.uniqueArray(selector, { maxLength: 4 }).map((list) => new Set<string>(list));
const counts = fc
  .array(fc.tuple(selector, fc.integer({ min: 1, max: 3 })), { maxLength: 3 })
  .map((pairs) => new Map<string, number>(pairs));

const rule: fc.Arbitrary<PlacementRule> = fc.record({
  about: fc.constantFrom('hosts', 'vms'),
  wish: fc.constantFrom('with', 'without'),
  strength: fc.constantFrom('must', 'should'),
  selector,
});

/** Never a rule and its opposite: no host could keep both, whatever is changed. */
const rules = fc.uniqueArray(rule, { maxLength: 4, selector: ({ about, selector: meant }) => `${about} ${meant}` });

const capacity: fc.Arbitrary<Capacity> = fc.record({
  architecture: fc.constantFrom('x86_64', 'aarch64'),
  accelerator: fc.constantFrom({ kind: 'kvm', reason: '/dev/kvm' }, { kind: 'tcg', reason: 'no /dev/kvm' }),
  cpuModel: fc.constantFrom('Intel(R) N100', 'Cortex-A76'),
  cpuFlags: fc.constantFrom(null, new Set(['aes']), new Set(['aes', 'avx2'])),
  cpus: fc.integer({ min: 1, max: 64 }),
  memoryMiB: fc.integer({ min: 0, max: 65_536 }),
  datastores: fc.constantFrom(
    new Map(),
    new Map([['local', { id: null, freeBytes: 5 }]]),
    new Map([['local', { id: 'nas', freeBytes: 10 * GIB }]]),
  ),
  networks: fc.constantFrom(new Set<string>(), new Set(['default'])),
});

const roomUnder = (limit: number): fc.Arbitrary<Room> =>
  fc
    .record({ used: fc.double({ min: 0, max: 1.2, noNaN: true }), inFlight: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map((share) => {
      const used = Math.floor(share.used * limit);
      return { limit, used, inFlight: Math.floor(share.inFlight * used) };
    });

const candidate = fc
  .tuple(fc.option(capacity, { freq: 8 }), fc.double({ min: 0.5, max: 4, noNaN: true }), fc.integer({ min: 1, max: 16 }))
  .chain(([told, memoryRatio, cpuRatio]) =>
    fc.record<Omit<Candidate, 'id' | 'name'>>({
      state: fc.oneof({ weight: 4, arbitrary: fc.constant('active' as const) }, fc.constantFrom(...HOST_STATES)),
      because: fc.constantFrom(null, 'by ada'),
      rack: fc.constantFrom(null, 'a', 'b'),
      selectors: labels,
      capacity: fc.constant(told),
      memoryMiB: roomUnder(Math.floor((told?.memoryMiB ?? 0) * memoryRatio)),
      cpus: roomUnder((told?.cpus ?? 0) * cpuRatio),
      images: fc.constantFrom(new Set<ImageId>(), new Set([IMAGE])),
      residents: counts,
      keptApart: counts,
    }),
  );

/** Any hosts, each with an id and a name of its own. */
export const anyHosts: fc.Arbitrary<readonly Candidate[]> = fc
  .array(candidate, { maxLength: 8 })
  .map((drafts) => drafts.map((draft, index) => ({ ...draft, id: idOf<HostId>(index + 1), name: `h${index + 1}` })));

/** Any VM; it may lie on, or be asked for, one of the first hosts of `anyHosts`. */
export const anyDemand: fc.Arbitrary<Demand> = fc.record({
  vmId: fc.integer({ min: 500, max: 600 }).map((number) => idOf<VmId>(number)),
  architecture: fc.constantFrom('x86_64', 'aarch64'),
  cpus: fc.integer({ min: 1, max: 32 }),
  memoryMiB: fc.integer({ min: 32, max: 32_768 }),
  runs: fc.boolean(),
  accelerator: fc.constantFrom('any', 'kvm'),
  cpuModel: fc.constantFrom(null, 'n100'),
  cpuFlags: fc.constantFrom([], ['aes'], ['aes', 'avx512f']),
  imageId: fc.constant(IMAGE),
  datastores: fc.constantFrom(new Map([['local', GIB]]), new Map([['local', 0]])),
  networks: fc.constantFrom([], ['default']),
  rules,
  selectors: labels.map((list) => new Set([...list, 'vm'])),
  askedFor: fc.constantFrom(null, { id: idOf<HostId>(1), name: 'h1' }),
  disks: fc.constantFrom(null, { hostId: idOf<HostId>(2), hostName: 'h2', datastore: 'local', datastoreId: 'nas' }),
  current: fc.constantFrom(null, { hostId: idOf<HostId>(2), memoryMiB: 64, cpus: 1 }),
  held: fc.constantFrom(null, { hostId: idOf<HostId>(3), memoryMiB: 64, cpus: 1 }),
});
