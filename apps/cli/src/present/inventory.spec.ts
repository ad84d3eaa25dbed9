import type { OperationOutput } from '@rapidvm/operations';
import { describe, expect, it } from 'vitest';
import { host, hosts } from './inventory.ts';

const STYLE = { colour: false, nowMs: Date.parse('2026-01-01T00:01:00.000Z') };
const AT = '2026-01-01T00:00:00.000Z';

const PI: OperationOutput<'host.get'> = {
  ...{ id: '0190b0a0-0000-7000-8000-000000000001', name: 'pi', peerId: '12D3pi', agentAddress: '192.0.2.5:7442', protocol: 2 },
  ...{ state: 'active', since: AT, reason: null, liveness: 'active', witnesses: [], mode: 'in-service' },
  ...{ lastSeenAt: AT, createdAt: AT, vmCount: 1, capacity: null, allowedActions: [] },
  placement: { labels: {}, rack: null, memoryRatio: null, cpuRatio: null },
  inventory: {
    ...{ architecture: 'aarch64', cpuModel: 'Cortex-A76', cpuFlags: null, cpus: 4, memoryMiB: 8192, networks: null },
    ...{ operatingSystem: 'Debian', kernel: '6.6', qemuVersion: '7.2.15', agentVersion: '0.1.0', datastores: [] },
    accelerator: { kind: 'kvm', reason: 'usable' },
  },
  load: { load1: 1.5, freeMemoryMiB: 2048, runningVms: 1, temperatureC: 71 },
  hardware: {
    topology: { sockets: 1, cores: 4, threads: 4 },
    numaNodes: [],
    hugePages: [{ sizeBytes: 2 ** 21, total: 8, free: 3 }],
    machineTypes: ['virt-7.1', 'virt-7.2'],
    throttling: { now: ['under-voltage'], sinceBoot: ['under-voltage'] },
  },
};

describe('a host', () => {
  it('is told with what it is made of and what holds it back', () => {
    const text = host(PI, STYLE);
    for (const line of [
      /Topology +1 socket, 4 cores, 4 threads/,
      /Huge pages +8 × 2 MiB, 3 free/,
      /Machine types +virt-7\.2 and 1 older/,
      /Load +1\.50, 2 GiB free, 1 VM running, 71 °C\n/,
      /Held back +its power supply is too weak/,
    ])
      expect(text).toMatch(line);
    expect(host({ ...PI, hardware: null }, STYLE)).not.toContain('Topology');
  });

  it('that is lost has no load now: what it told was so when it was last seen', () => {
    const lost = { ...PI, state: 'failed', liveness: 'failed' } as const;
    expect(host(lost, STYLE)).toMatch(/Load +1\.50.*, when it was last seen/);
    expect(hosts({ items: [PI], nextCursor: null }, STYLE)).toMatch(/8 GiB +2 GiB +1\.50 +kvm/);
    expect(hosts({ items: [lost], nextCursor: null }, STYLE)).toMatch(/8 GiB +- +- +kvm/);
  });
});
