import type { HostFacts } from '@rapidvm/domain';
import { asGeneration } from '@rapidvm/kernel';
import { VERSIONS_PER_INCARNATION } from '@rapidvm/mesh-core';
import type { SimHost } from '../engine/host.ts';

/** Facts of `host` as its agent would tell them for the `nth` time since its start; `changeStamp` says that something changed. */
export function sampleFacts(host: SimHost, nth: number, changeStamp: number): HostFacts {
  return {
    hostId: host.hostId,
    version: asGeneration(host.starts * VERSIONS_PER_INCARNATION + nth),
    inventory: {
      architecture: 'aarch64',
      cpuModel: 'Cortex-A76',
      cpus: 4,
      memoryMiB: 8192,
      operatingSystem: 'Debian 12',
      kernel: '6.1.0',
      qemuVersion: '7.2.22',
      accelerator: { kind: 'kvm', reason: 'KVM works' },
      agentVersion: '0.1.0',
      datastores: [{ name: 'local', totalBytes: 2 ** 40, freeBytes: 2 ** 39 }],
    },
    load: { load1: 0.25, freeMemoryMiB: 4096, runningVms: 2, temperatureC: null },
    changeStamp,
  };
}
