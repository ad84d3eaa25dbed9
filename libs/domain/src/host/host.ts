import type { Generation, HostId } from '@rapidvm/kernel';
import type { HostService, HostSight, ShownHostState } from './host-state.ts';

export const ARCHITECTURES = ['x86_64', 'aarch64'] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

export interface Accelerator {
  readonly kind: 'kvm' | 'tcg';
  /** Why this one: in plain words, shown to people. */
  readonly reason: string;
}

export interface DatastoreFacts {
  readonly name: string;
  /** Which place it is: hosts that tell the same id share it. Null or absent: its agent does not tell. */
  readonly id?: string | null;
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
  /** Degrees Celsius of its processor. Null or absent: the machine, or its agent, does not tell. */
  readonly temperatureC?: number | null;
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

/** `state`, `since` and `reason` are what `sight` and `service` give together: see `shownHostState`. */
export interface Host extends ShownHostState {
  readonly id: HostId;
  readonly name: string;
  readonly sight: HostSight;
  readonly service: HostService;
  /** host:port of its gRPC server. */
  readonly agentAddress: string;
  /** libp2p multiaddrs, separated by commas; null until known. */
  readonly meshAddress: string | null;
  readonly peerId: string;
  readonly facts: HostFacts | null;
  readonly lastSeenAt: string | null;
  /** Version of the protocol its agent speaks; null until it has said so. */
  readonly protocol: number | null;
  readonly generation: Generation;
  readonly createdAt: string;
}
