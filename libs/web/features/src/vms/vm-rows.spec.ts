import type { VmView } from '@rapidvm/operations';
import { describe, expect, it } from 'vitest';
import { parseLabels } from '../shared/labels-text.ts';
import { verdictOn, verdictOnAll } from './vm-actions.ts';
import { columnNeeds, stateCounts, vmRows } from './vm-rows.ts';
import type { VmFilter } from './vm-rows.ts';

const vm = (name: string, changes: Partial<VmView> = {}): VmView => ({
  id: name,
  name,
  state: 'running',
  since: '2026-11-21T10:00:00Z',
  reason: null,
  desiredPower: 'on',
  generation: 1,
  hostId: 'oak',
  hostName: 'oak',
  architecture: 'x86_64',
  accelerator: 'kvm',
  cpus: 1,
  memoryMiB: 256,
  imageId: 'i',
  imageName: 'debian',
  datastore: 'local',
  disks: [],
  nics: [],
  display: 'std',
  restart: 'never',
  restarts: 0,
  labels: {},
  placement: { accelerator: 'any', cpuModel: null, cpuFlags: [], rules: [] },
  activeTaskId: null,
  allowedActions: [{ action: 'stop', allowed: true }],
  createdAt: '2026-11-21T10:00:00Z',
  ...changes,
});
const ALL: VmFilter = { search: '', states: [], hostId: null };
const VMS = [
  vm('web-10'),
  vm('web-9', { labels: { tier: 'front' } }),
  vm('db', { state: 'stopped', hostId: 'elm', memoryMiB: 512, allowedActions: [] }),
];
const names = (filter: Partial<VmFilter>, key: 'name' | 'memory' = 'name', down = false): string[] =>
  vmRows(VMS, { ...ALL, ...filter }, { key, down }).map(({ name }) => name);

describe('the rows of the VM list', () => {
  it('are filtered by name, label, state and host', () => {
    expect(names({})).toEqual(['db', 'web-9', 'web-10']);
    expect(names({ search: ' WEB ' })).toEqual(['web-9', 'web-10']);
    expect(names({ search: 'tier=fr' })).toEqual(['web-9']);
    expect(names({ states: ['stopped'] })).toEqual(['db']);
    expect(names({ hostId: 'oak', states: ['running'] })).toEqual(['web-9', 'web-10']);
  });

  it('are sorted by any column', () => {
    expect(names({}, 'memory', true)[0]).toBe('db');
  });

  it('are counted by state', () => {
    expect(stateCounts(VMS)).toEqual([
      { state: 'running', count: 2 },
      { state: 'stopped', count: 1 },
    ]);
  });
});

describe('the columns of free text', () => {
  it('share the room by the longest text of each, up to what is enough', () => {
    expect(columnNeeds([])).toEqual({ name: 8, host: 8, image: 8, labels: 8 });
    const labelled = vm('a'.repeat(63), { labels: { tier: 'web', owner: 'ann' }, imageName: 'i'.repeat(200), hostName: null });
    expect(columnNeeds([...VMS, labelled])).toEqual({ name: 63, host: 8, image: 32, labels: 21 });
  });
});

describe('actions', () => {
  it('are what the API says, and refused when it says nothing', () => {
    expect(verdictOn(vm('a'), 'stop').allowed).toBe(true);
    expect(verdictOn(vm('a'), 'start').allowed).toBe(false);
    expect(verdictOnAll(VMS, 'stop').allowed).toBe(true);
    expect(verdictOnAll([], 'stop')).toMatchObject({ allowed: false, reason: 'Select VMs first' });
  });
});

describe('labels as typed', () => {
  it.each([
    ['', {}],
    ['tier=web, owner = ann', { tier: 'web', owner: 'ann' }],
    ['gpu,,x=a=b', { gpu: '', x: 'a=b' }],
  ])('%s', (text, labels) => expect(parseLabels(text)).toEqual(labels));
});
