/** Rows to test with. */
import type { Host, HostService, HostSight, Image, Task, VmIntent, VmObserved } from '@rapidvm/domain';
import { shownHostState } from '@rapidvm/domain';
import type { AnyId, HostId, ImageId, TaskId, UserId, VmId } from '@rapidvm/kernel';
import { NO_GENERATION, asGeneration, newId } from '@rapidvm/kernel';
import { systemClock, systemRng } from '@rapidvm/runtime';
import { anyMac } from '../harness/any-mac.ts';

export const AT = '2026-01-01T00:00:00.000Z';

export function id<I extends AnyId>(): I {
  return newId<I>(systemClock, systemRng);
}

export function host(name: string, change: Partial<Host> = {}): Host {
  const sight: HostSight = { liveness: 'joining', since: AT, reason: null, witnesses: [] };
  const service: HostService = { mode: 'in-service', since: AT, reason: null };
  return {
    id: id<HostId>(),
    name,
    ...shownHostState(sight, service),
    sight,
    service,
    protocol: null,
    agentAddress: '127.0.0.1:1',
    meshAddress: null,
    peerId: `peer-${name}`,
    facts: null,
    lastSeenAt: null,
    generation: asGeneration(1),
    createdAt: AT,
    ...change,
  };
}

export function image(name: string, change: Partial<Image> = {}): Image {
  return {
    id: id<ImageId>(),
    name,
    architecture: 'x86_64',
    datastore: 'local',
    diskPath: `images/${name}/disk.qcow2`,
    diskFormat: 'qcow2',
    diskBytes: 5_000_000_000,
    sha256: 'ab'.repeat(32),
    kernelPath: null,
    initrdPath: null,
    commandLine: null,
    description: '',
    createdAt: AT,
    ...change,
  };
}

export function vm(name: string, imageId: ImageId, change: Partial<VmIntent> = {}): VmIntent {
  return {
    id: id<VmId>(),
    name,
    spec: {
      architecture: 'x86_64',
      cpus: 1,
      memoryMiB: 256,
      imageId,
      datastore: 'local',
      disks: [{ name: 'disk0', imageId }],
      nics: [{ name: 'nic0', network: 'default', mac: anyMac() }],
      display: 'std',
      restart: 'never',
      labels: { team: 'Blue_1' },
    },
    desiredPower: 'off',
    generation: asGeneration(1),
    hostId: null,
    createdAt: AT,
    ...change,
  };
}

export function observed(vmId: VmId, generation: number, change: Partial<VmObserved> = {}): VmObserved {
  const base = { vmId, hostId: null, state: 'stopped', since: AT, reason: null, accelerator: null, restarts: 0 } as const;
  return { ...base, generation: generation === 0 ? NO_GENERATION : asGeneration(generation), ...change };
}

export function task(subject: Task['subject'], change: Partial<Task> = {}): Task {
  return {
    id: id<TaskId>(),
    kind: 'vm.start',
    subject,
    state: 'queued',
    progress: 0,
    message: 'Waiting',
    steps: [{ name: 'one', state: 'waiting', pointOfNoReturn: false, startedAt: null, endedAt: null }],
    cancelRequested: false,
    error: null,
    requestedBy: 'test',
    createdAt: AT,
    startedAt: null,
    endedAt: null,
    ...change,
  };
}

export function admin(name: string) {
  return { id: id<UserId>(), name, role: 'admin', createdAt: AT, passwordHash: 'hash' } as const;
}
