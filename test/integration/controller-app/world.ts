/** A controller's world for tests: a host, an image, and rows as the use-cases write them. */
import type { AppDeps, Database, MeshView, TaskEngine } from '@rapidvm/controller-app';
import type { Caller, Host, HostFacts, HostLiveness, HostService, HostSight, Image, Role, VmIntent } from '@rapidvm/domain';
import { shownHostState } from '@rapidvm/domain';
import type { HostId, ImageId, UserId, VmId } from '@rapidvm/kernel';
import { asGeneration, asId, newId, toTimestamp } from '@rapidvm/kernel';
import { createHostKeys, createSealer } from '@rapidvm/controller-identity';
import { systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import { recordingLogger } from '@rapidvm/testing';
import { anyMac } from '../harness/any-mac.ts';
import type { SimulatedAgent } from './simulated-agent.ts';

export const GIB = 1024 ** 3;
export const system = { clock: systemClock, timers: systemTimers, rng: systemRng };
export const now = (): string => toTimestamp(systemClock.now());

export const quietMesh: MeshView = {
  self: () => ({ name: 'controller', peerId: '12D3KooWcontroller', addresses: ['/ip4/127.0.0.1/tcp/1'] }),
  sightOf: () => null,
  isolated: () => false,
  picture: () => ({ id: '0', isolated: false, members: [] }),
  listen: () => () => undefined,
  setMembers: () => undefined,
};

export function factsOf(hostId: HostId, change: Partial<HostFacts['inventory']> = {}, version = 1): HostFacts {
  return {
    hostId,
    version: asGeneration(version),
    inventory: {
      architecture: 'x86_64',
      cpuModel: 'test',
      cpus: 1000,
      memoryMiB: 1024 * 1024,
      operatingSystem: 'Debian 12',
      kernel: '6.1',
      qemuVersion: '7.2',
      accelerator: { kind: 'tcg', reason: 'a test' },
      agentVersion: '0.1.0',
      datastores: [{ name: 'local', totalBytes: 100 * GIB, freeBytes: 50 * GIB }],
      ...change,
    },
    load: { load1: 0.1, freeMemoryMiB: 1000, runningVms: 0 },
    changeStamp: 0,
  };
}

export function hostNamed(name: string, change: Partial<Host> = {}, liveness: HostLiveness = 'active'): Host {
  const sight: HostSight = { liveness, since: now(), reason: null, witnesses: [] };
  const service: HostService = { mode: 'in-service', since: now(), reason: null };
  const id = change.id ?? newId<HostId>(systemClock, systemRng);
  return {
    id,
    name,
    ...shownHostState(sight, service),
    sight,
    service,
    protocol: null,
    agentAddress: '127.0.0.1:1',
    meshAddress: null,
    peerId: `peer-${id}`,
    facts: factsOf(id),
    lastSeenAt: null,
    generation: asGeneration(0),
    createdAt: now(),
    ...change,
  };
}

export function imageNamed(name: string, change: Partial<Image> = {}): Image {
  return {
    id: newId<ImageId>(systemClock, systemRng),
    name,
    architecture: 'x86_64',
    datastore: 'local',
    diskPath: `images/${name}/disk.qcow2`,
    diskFormat: 'qcow2',
    diskBytes: 64 * 1024 * 1024,
    sha256: 'a'.repeat(64),
    kernelPath: null,
    initrdPath: null,
    commandLine: null,
    description: '',
    createdAt: now(),
    ...change,
  };
}

export function intentNamed(name: string, image: Image, change: Partial<VmIntent> = {}): VmIntent {
  return {
    id: newId<VmId>(systemClock, systemRng),
    name,
    spec: {
      architecture: 'x86_64',
      cpus: 1,
      memoryMiB: 64,
      imageId: image.id,
      datastore: 'local',
      disks: [{ name: 'disk0', imageId: image.id }],
      nics: [{ name: 'nic0', network: 'default', mac: anyMac() }],
      display: 'std',
      restart: 'never',
      labels: {},
    },
    desiredPower: 'off',
    generation: asGeneration(1),
    hostId: null,
    createdAt: now(),
    ...change,
  };
}

export function callerAs(role: Role, name: string = role): Caller {
  return {
    userId: asId<UserId>(`00000000-0000-7000-8000-${name.length.toString().padStart(12, '0')}`),
    name,
    role,
    via: 'session',
    from: '192.0.2.1',
  };
}

/** Everything but the database, the engine and the agent is quiet. */
export function depsWith(database: Database, tasks: TaskEngine, agents: SimulatedAgent): AppDeps {
  return {
    ...system,
    database,
    tasks,
    agents,
    connections: {
      setHosts: () => undefined,
      listen: () => undefined,
      again: () => undefined,
      start: async () => undefined,
      stop: async () => undefined,
    },
    authority: {
      caCertificatePem: 'CA',
      fingerprint: 'f'.repeat(64),
      issueForHost: async (hostId) => ({ certificatePem: `certificate of ${hostId}`, notAfter: now() }),
    },
    // Hashing is tested where it is done; here it would only cost time.
    hasher: { hash: async (password) => `hash of ${password}`, verify: async (hash, password) => hash === `hash of ${password}` },
    keys: createHostKeys(),
    sealer: createSealer(new Uint8Array(32)),
    mesh: quietMesh,
    controllerUrls: () => ['https://controller.test:8443'],
    joinScriptSha256: async () => 'e'.repeat(64),
    logger: recordingLogger(),
  };
}
