import type { Generation, HostId } from '@rapidvm/kernel';
import type { HostHardware } from './host-hardware.ts';
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

/** A network of a host that its VMs could be given: a bridge, or an interface with a way out. */
export interface HostNetworkFacts {
  readonly name: string;
  readonly kind: 'bridge' | 'interface';
  readonly isUp: boolean;
  /** In CIDR form; none of loopback, none that is link-local. */
  readonly addresses: readonly string[];
}

/** What a host tells of itself at most; with them its facts fit into one message of the mesh. */
export const HOST_FACTS_LIMITS = {
  /** Features of a processor: today's have about 200. */
  cpuFlags: 320,
  /** Characters of one, and of all together with a blank after each. */
  cpuFlagChars: 32,
  allCpuFlagChars: 3072,
  networks: 16,
  /** Linux allows 15; other names of an interface are longer and not ours to use. */
  networkNameChars: 15,
  addressesPerNetwork: 4,
} as const;

/** What rarely changes about a host. Sent by its agent. */
export interface HostInventory {
  readonly architecture: Architecture;
  readonly cpuModel: string;
  /** Features of its processor, as Linux names them. Null or absent: its agent does not tell. */
  readonly cpuFlags?: readonly string[] | null;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly operatingSystem: string;
  readonly kernel: string;
  readonly qemuVersion: string;
  readonly accelerator: Accelerator;
  readonly agentVersion: string;
  readonly datastores: readonly DatastoreFacts[];
  /** Null or absent: its agent does not tell. */
  readonly networks?: readonly HostNetworkFacts[] | null;
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
  /** Only in what its agent tells a controller: the mesh does not carry it. */
  readonly hardware?: HostHardware | null;
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
