import type { Generation, HostId } from '@rapidvm/kernel';

export const ARCHITECTURES = ['x86_64', 'aarch64'] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

/** active: seen lately. unreachable: not seen. joining: has a certificate, never seen yet. */
export const HOST_STATES = ['joining', 'active', 'unreachable', 'removed'] as const;
export type HostState = (typeof HOST_STATES)[number];

export interface Accelerator {
  readonly kind: 'kvm' | 'tcg';
  /** Why this one: in plain words, shown to people. */
  readonly reason: string;
}

export interface DatastoreFacts {
  readonly name: string;
  readonly totalBytes: number;
  readonly freeBytes: number;
}

/** What rarely changes about a host. Sent by its agent. */
export interface HostInventory {
  readonly architecture: Architecture;
  readonly cpuModel: string;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly operatingSystem: string;
  readonly kernel: string;
  readonly qemuVersion: string;
  readonly accelerator: Accelerator;
  readonly agentVersion: string;
  readonly datastores: readonly DatastoreFacts[];
}

/** What changes all the time; a hint, gossiped, never authoritative. */
export interface HostLoad {
  /** One-minute load average. */
  readonly load1: number;
  readonly freeMemoryMiB: number;
  readonly runningVms: number;
}

/** What a host gossips: its latest inventory and load under one version it alone bumps. */
export interface HostFacts {
  readonly hostId: HostId;
  readonly version: Generation;
  readonly inventory: HostInventory;
  readonly load: HostLoad;
  /** Bumped whenever any VM on the host changed; a reader that has seen an older stamp pulls reports. */
  readonly changeStamp: number;
}

export interface Host {
  readonly id: HostId;
  readonly name: string;
  readonly state: HostState;
  readonly since: string;
  readonly reason: string | null;
  /** host:port of its gRPC server. */
  readonly agentAddress: string;
  /** libp2p multiaddrs, separated by commas; null until known. */
  readonly meshAddress: string | null;
  readonly peerId: string;
  readonly facts: HostFacts | null;
  readonly lastSeenAt: string | null;
  readonly generation: Generation;
  readonly createdAt: string;
}
