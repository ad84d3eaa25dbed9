import type { PlacementRule } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { GIB } from '@rapidvm/kernel';
import { describe as suite, expect, it } from 'vitest';
import { CAPACITY, DEMAND, host, idOf } from '../test/world.ts';
import type { Candidate, Capacity, Demand } from './index.ts';
import { describe, explain, pictureOf } from './index.ts';

const told = (change: Partial<Capacity>): Partial<Candidate> => ({ capacity: { ...CAPACITY, ...change } });
const must = (about: 'hosts' | 'vms', wish: 'with' | 'without', selector: string): Partial<Demand> => ({
  rules: [{ about, wish, strength: 'must', selector } satisfies PlacementRule],
});
const ELSEWHERE = { hostId: idOf<HostId>(1), hostName: 'b', datastore: 'local', datastoreId: 'nas' } as const;

type Row = readonly [code: string, demand: Partial<Demand>, candidate: Partial<Candidate>, reason: string, change: string | null];

const ROWS: readonly Row[] = [
  ['other-host-asked', { askedFor: { id: idOf(1), name: 'b' } }, {}, 'the host b was asked for', 'ask for no host'],
  ['host-state', {}, { state: 'failed', because: 'no answer' }, 'it is failed: no answer', 'bring it back'],
  ['host-state', {}, { state: 'joining' }, 'it is joining', 'wait until it has joined'],
  ['host-state', {}, { state: 'maintenance', because: null }, 'it is in maintenance', 'end its maintenance'],
  ['host-state', {}, { state: 'draining', because: 'by ada' }, 'it is being drained: by ada', 'cancel its drain'],
  ['host-state', {}, { state: 'left' }, 'it was removed', 'let it join again'],
  ['host-untold', {}, { capacity: null }, 'it has not told yet what it is', 'wait until its agent has told'],
  [
    'architecture',
    {},
    told({ architecture: 'aarch64' }),
    'its architecture is aarch64, the image needs x86_64',
    'use an image for aarch64',
  ],
  [
    'accelerator',
    { accelerator: 'kvm' },
    told({ accelerator: { kind: 'tcg', reason: 'no /dev/kvm' } }),
    'it can only emulate: no /dev/kvm',
    'allow emulation (--accelerator any), or enable KVM there',
  ],
  ['cpu-model', { cpuModel: 'EPYC' }, {}, 'its processor is Intel(R) N100, not EPYC', 'ask for no processor model'],
  [
    'cpu-flags',
    { cpuFlags: ['aes', 'avx512f', 'amx'] },
    {},
    'its processor does not have avx512f, amx',
    'do without avx512f, amx',
  ],
  [
    'cpu-flags',
    { cpuFlags: ['aes'] },
    told({ cpuFlags: null }),
    'it does not tell whether its processor has aes',
    'do without aes',
  ],
  [
    'label-missing',
    must('hosts', 'with', 'disk=ssd'),
    {},
    'it does not have the label disk=ssd',
    'give it the label disk=ssd, or drop the rule',
  ],
  ['label-forbidden', must('hosts', 'without', 'arch=x86_64'), {}, 'it has the label arch=x86_64', 'drop the rule'],
  [
    'datastore-missing',
    {},
    told({ datastores: new Map() }),
    'it does not have the datastore local',
    'give it the datastore local',
  ],
  [
    'datastore-full',
    {},
    told({ datastores: new Map([['local', { id: null, freeBytes: GIB / 4 }]]) }),
    'its datastore local has 256 MiB free of the 1 GiB needed',
    'free 768 MiB in local',
  ],
  [
    'disks-elsewhere',
    { disks: ELSEWHERE },
    {},
    'the disks lie in the datastore local of b, which is another than its own',
    'give it the same local that b has',
  ],
  ['disks-elsewhere', { disks: { ...ELSEWHERE, datastoreId: null } }, {}, 'the disks are reached through b only', null],
  ['network-missing', {}, told({ networks: new Set() }), 'it does not have the network default', 'give it the network default'],
  [
    'vm-missing',
    must('vms', 'with', 'app=db'),
    {},
    'there is no VM app=db to be with yet',
    'make that VM there first, or drop the rule',
  ],
  [
    'vm-beside',
    must('vms', 'without', 'app=db'),
    { residents: new Map([['app=db', 2]]) },
    '2 VMs app=db are there, to be kept apart from',
    'move them away, or drop the rule',
  ],
  [
    'unwanted-beside',
    { selectors: new Set(['app=db']) },
    { keptApart: new Map([['app=db', 1]]) },
    '1 VM is there and must be apart from app=db',
    'move them away, or drop their rule',
  ],
  [
    'memory',
    {},
    { memoryMiB: { limit: 4096, used: 3700, inFlight: 700 } },
    'needs 116 MiB more: it has 396 MiB left of 4 GiB, 3700 MiB are promised, 700 MiB of it for tasks under way',
    'reduce memory to 396 MiB, or free 116 MiB there',
  ],
  [
    'memory',
    {},
    { memoryMiB: { limit: 400, used: 0, inFlight: 0 } },
    'needs 112 MiB more: it has 400 MiB for all VMs together',
    'reduce memory to 400 MiB',
  ],
  ['cpus-of-host', {}, told({ cpus: 1 }), 'it has 1 processor, the VM needs 2', 'reduce the VM to 1 processor'],
  [
    'cpus',
    {},
    { cpus: { limit: 8, used: 7, inFlight: 0 } },
    'needs 1 processor more: 7 of at most 8 are promised',
    'reduce the VM to 1 processor, or free 1 processor there',
  ],
];

suite('a refusal', () => {
  it.each(ROWS)('%s: %#', (code, demand, candidate, reason, change) => {
    const [verdict] = explain({ ...DEMAND, ...demand }, pictureOf([host('a', candidate)]));
    expect(verdict?.obstacles.map((obstacle) => describe(obstacle))).toMatchObject([{ code, reason, change }]);
  });

  it('has figures where something is counted', () => {
    const short = host('a', { memoryMiB: { limit: 4096, used: 3700, inFlight: 0 }, cpus: { limit: 8, used: 8, inFlight: 0 } });
    const [verdict] = explain(DEMAND, pictureOf([short]));
    expect(verdict?.obstacles.map((obstacle) => describe(obstacle).figures)).toEqual([
      { needed: 512, available: 396, unit: 'MiB' },
      { needed: 2, available: 0, unit: 'cpus' },
    ]);
  });

  it('names hosts and VMs as people know them', () => {
    const [verdict] = explain({ ...DEMAND, ...must('hosts', 'with', 'host=1234') }, pictureOf([host('a')]));
    const named = verdict?.obstacles.map((obstacle) => describe(obstacle, () => 'host=oak').reason);
    expect(named).toEqual(['it does not have the label host=oak']);
  });
});
