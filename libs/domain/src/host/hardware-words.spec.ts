import { describe, expect, it } from 'vitest';
import { hugePagesWords, machineTypesWords, numaWords, throttlingWords, topologyWords } from './hardware-words.ts';

describe('what a host is made of', () => {
  it('is told as people say it', () => {
    expect(topologyWords({ topology: { sockets: 1, cores: 4, threads: 8 } })).toBe('1 socket, 4 cores, 8 threads');
    expect(topologyWords({ topology: null })).toBeNull();
    expect(machineTypesWords({ machineTypes: ['pc-i440fx-7.2', 'pc-q35-7.1', 'pc-q35-7.2'] })).toBe(
      'pc-i440fx-7.2, pc-q35-7.2 and 1 older',
    );
    expect(machineTypesWords({ machineTypes: [] })).toBeNull();
  });

  it('tells of nodes only where there are several, and of huge pages that are set aside', () => {
    const node = (id: number, cpus: string) => ({ id, cpus, memoryMiB: 2048 });
    expect(numaWords({ numaNodes: [node(0, '0-3')] })).toBeNull();
    expect(numaWords({ numaNodes: [node(0, '0-3'), node(1, '')] })).toEqual([
      'node 0: processors 0-3, 2 GiB',
      'node 1: no processors, 2 GiB',
    ]);
    const sizes = [
      { sizeBytes: 2 * 1024 ** 2, total: 8, free: 3 },
      { sizeBytes: 1024 ** 3, total: 0, free: 0 },
    ];
    expect(hugePagesWords({ hugePages: sizes })).toEqual(['8 × 2 MiB, 3 free']);
    expect(hugePagesWords({ hugePages: sizes.slice(1) })).toEqual(['none set aside (1 GiB)']);
    expect(hugePagesWords({ hugePages: [] })).toEqual(['none']);
  });

  it('says what holds it back now, and what did since it booted', () => {
    expect(throttlingWords({ throttling: null })).toBeNull();
    expect(throttlingWords({ throttling: { now: [], sinceBoot: [] } })).toBe('not held back');
    expect(throttlingWords({ throttling: { now: ['under-voltage'], sinceBoot: ['under-voltage', 'throttled'] } })).toBe(
      'its power supply is too weak; since it booted also: it is slowed down',
    );
  });
});
