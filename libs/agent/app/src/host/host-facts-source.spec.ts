import type { HostFacts, HostHardware, HostInventory } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { RapidError, asGeneration, asId } from '@rapidvm/kernel';
import { VirtualTime, recordingLogger } from '@rapidvm/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { INVENTORY_REFRESH_MS, LOAD_REFRESH_MS } from '../limits.ts';
import { HostFactsSource } from './host-facts-source.ts';

const inventory: HostInventory = {
  ...{
    architecture: 'x86_64',
    cpuModel: 'cpu',
    cpus: 2,
    memoryMiB: 1024,
    operatingSystem: 'os',
    kernel: '6',
    qemuVersion: '7.2',
  },
  ...{ accelerator: { kind: 'tcg', reason: 'none' }, agentVersion: '1', datastores: [] },
};

const hardware: HostHardware = { topology: null, numaNodes: [], hugePages: [], machineTypes: ['pc-q35-7.2'], throttling: null };

let time: VirtualTime;
let published: HostFacts[];
let looks: { inventory: number; load: number };
let failing: boolean;
let running: number;
let datastores: string[];
let source: HostFactsSource;
/** What the mesh is given to tell. */
let stamped: string[][];

beforeEach(() => {
  time = new VirtualTime();
  published = [];
  stamped = [];
  looks = { inventory: 0, load: 0 };
  failing = false;
  running = 0;
  datastores = ['local', 'nas'];
  let numbers = 0;
  const look = <T>(what: 'inventory' | 'load', value: T): Promise<T> => {
    looks[what] += 1;
    return failing ? Promise.reject(new RapidError('timed-out', 'hung', { what, afterMs: 1 }, '')) : Promise.resolve(value);
  };
  source = new HostFactsSource({
    machines: {
      inventory: () =>
        look('inventory', { ...inventory, datastores: datastores.map((name) => ({ name, totalBytes: 2, freeBytes: 1 })) }),
      load: () => look('load', { load1: 1, freeMemoryMiB: 1, runningVms: 99 }),
      hardware: () => Promise.resolve(hardware),
    },
    datastores: 2,
    runningVms: () => running,
    nextChangeStamp: () => (numbers += 1),
    stamp: (facts) => {
      stamped.push(Object.keys(facts));
      return { ...facts, hostId: asId<HostId>('h'), version: asGeneration(published.length + 1) };
    },
    timers: time,
    logger: recordingLogger(),
    onFacts: (facts) => published.push(facts),
  });
});

describe('host facts', () => {
  it('are refused until the host was looked at', async () => {
    expect(() => source.facts).toThrowError(expect.objectContaining({ code: 'unavailable' }));
    source.start();
    await time.advance(0);
    expect(source.facts).toMatchObject({ version: 1, load: { runningVms: 0 }, inventory: { cpus: 2 } });
  });

  it('tell a controller what the host is made of, and the mesh nothing of it', async () => {
    source.start();
    await time.advance(0);
    expect(published).toMatchObject([{ hardware }]);
    expect(stamped).toEqual([['inventory', 'load', 'changeStamp']]);
  });

  it('are refreshed by timer, the inventory more seldom than the load', async () => {
    source.start();
    await time.advance(INVENTORY_REFRESH_MS);
    expect(looks.load).toBe(INVENTORY_REFRESH_MS / LOAD_REFRESH_MS + 1);
    expect(looks.inventory).toBe(2);
  });

  it('are looked at again soon when a datastore is missing, ever more seldom, and as usual once it is back', async () => {
    datastores = ['local'];
    source.start();
    await time.advance(0);
    const counts: number[] = [];
    for (let seconds = 5; seconds <= 75; seconds += 5) {
      await time.advance(LOAD_REFRESH_MS);
      counts.push(looks.inventory);
    }
    // After 5 s, 10 s more, 20 s more, 40 s more.
    expect(counts).toEqual([2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5]);
    datastores = ['local', 'nas'];
    await time.advance(INVENTORY_REFRESH_MS);
    expect(source.facts.inventory.datastores.map(({ name }) => name)).toEqual(['local', 'nas']);
    datastores = ['local'];
    await time.advance(INVENTORY_REFRESH_MS);
    datastores = ['local', 'nas'];
    await time.advance(LOAD_REFRESH_MS);
    expect(source.facts.inventory.datastores).toHaveLength(2);
  });

  it('are told soon after VMs changed, once for changes close together, with a higher stamp', async () => {
    source.start();
    await time.advance(0);
    const before = source.facts.changeStamp;
    running = 3;
    for (let n = 0; n < 20; n += 1) source.vmChanged();
    await time.advance(200);
    expect(published).toHaveLength(2);
    expect(source.facts.load.runningVms).toBe(3);
    expect(source.facts.changeStamp).toBeGreaterThan(before);
  });

  it('stay as they were while the host does not answer, and are looked for again', async () => {
    failing = true;
    source.start();
    await time.advance(LOAD_REFRESH_MS * 3);
    failing = false;
    await time.advance(LOAD_REFRESH_MS);
    expect(source.facts.inventory.cpus).toBe(2);
    source.close();
    expect(time.pendingTimers).toBe(0);
  });
});
