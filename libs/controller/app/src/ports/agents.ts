import type { DatastorePath, Host, HostFacts, MachineSpec, VmReport } from '@rapidvm/domain';
import type { Generation, HostId, VmId } from '@rapidvm/kernel';
import type { MemberTableView } from '@rapidvm/operations';

export interface ImageFacts {
  readonly format: 'qcow2' | 'raw';
  readonly virtualBytes: number;
  readonly sha256: string;
}

/** Who answers at a host's address. */
export interface AgentIntroduction {
  readonly protocol: number;
  /** Random name of the agent's start; null: an agent that does not tell it. */
  readonly instance: string | null;
}

/** Commands to the agents, over mTLS. Each refuses with the agent's own coded error, or `host-unreachable` within a deadline. */
export interface AgentGateway {
  /** Asks a host who it is, with a short deadline: for the case that another one says it is the same. */
  introduce(host: HostId): Promise<AgentIntroduction>;
  provisionVm(host: HostId, spec: MachineSpec, generation: Generation): Promise<VmReport>;
  startVm(host: HostId, spec: MachineSpec, generation: Generation): Promise<VmReport>;
  stopVm(host: HostId, vmId: VmId, generation: Generation, graceSeconds: number): Promise<VmReport>;
  killVm(host: HostId, vmId: VmId, generation: Generation): Promise<VmReport>;
  /** `spec` null: the agent surely knows the VM, we do not. */
  removeVm(host: HostId, vmId: VmId, generation: Generation, spec: MachineSpec | null): Promise<VmReport>;
  /** `plain`: a kernel or initramfs, of which no disk format is asked. Refuses `image-invalid`. */
  inspectImage(host: HostId, file: DatastorePath, kind: 'disk' | 'plain'): Promise<ImageFacts>;
  setMembers(host: HostId, table: MemberTableView): Promise<void>;
}

/** What comes up from one agent; every path ends in ingest. */
export interface AgentListener {
  connected(host: HostId): void;
  disconnected(host: HostId, reason: string): void;
  /** Who answers there; before anything else of a new stream. */
  introduced(host: HostId, introduction: AgentIntroduction): void;
  /** Its stream said something, whatever it was. */
  heard(host: HostId): void;
  report(host: HostId, report: VmReport): void;
  /** All reports of the beginning have been given: these are the VMs the host has. */
  complete(host: HostId, vms: readonly VmId[]): void;
  facts(host: HostId, facts: HostFacts): void;
}

/** Keeps one watch stream to each host, for ever, with back-off. */
export interface AgentConnections {
  /** The hosts to be connected to; called again whenever the list changes. */
  setHosts(hosts: readonly Pick<Host, 'id' | 'name' | 'agentAddress'>[]): void;
  listen(listener: AgentListener): void;
  /** Begins the stream to this host anew and at once: tells again all it has, and finds a host that has just come back. */
  again(host: HostId): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface SerialFrame {
  readonly kind: 'opened' | 'data' | 'gap' | 'closed';
  readonly offset: number;
  readonly nextOffset: number;
  readonly bytes: Uint8Array;
  readonly code: string;
  readonly message: string;
}

/** A duplex byte plane to one console. Pull-based: nothing is read from the agent before the viewer asks for more. */
export interface SerialSession {
  readonly frames: AsyncIterable<SerialFrame>;
  /** Resolves when the agent can take more. */
  write(keys: Uint8Array): Promise<void>;
  close(): void;
}

export interface ScreenSession {
  readonly bytes: AsyncIterable<Uint8Array>;
  write(bytes: Uint8Array): Promise<void>;
  close(): void;
}

export interface ConsoleGateway {
  /** `fromOffset` undefined: as far back as the history goes. Refuses before anything is opened. */
  openSerial(
    host: HostId,
    vmId: VmId,
    options: { readonly fromOffset?: number; readonly readOnly: boolean },
  ): Promise<SerialSession>;
  openScreen(host: HostId, vmId: VmId, options: { readonly readOnly: boolean }): Promise<ScreenSession>;
}
