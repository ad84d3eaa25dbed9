import { HEAD_BYTES } from '@rapidvm/console';
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
  /**
   * Takes up a VM whose disks are there. Refuses `storage-failed` where something of it is missing, `in-use` for what is another VM's, or what
   * another host than `replaces` has claimed: it may be running there.
   */
  adoptVm(host: HostId, spec: MachineSpec, generation: Generation, replaces: HostId | null): Promise<VmReport>;
  /** Refuses as `adoptVm` would, and changes nothing. */
  checkDisks(host: HostId, spec: MachineSpec, generation: Generation, replaces: HostId | null): Promise<void>;
  /** Makes the host forget a VM that has no process there; its disks stay, free for another host. Harmless when it does not know the VM. */
  releaseVm(host: HostId, spec: MachineSpec, generation: Generation): Promise<void>;
  /** `replaces`: a host that runs nothing any more; the disks are taken from it. Refuses `in-use` when another host has them. */
  startVm(host: HostId, spec: MachineSpec, generation: Generation, replaces?: HostId | null): Promise<VmReport>;
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

/** What a viewer asks for. `fromOffset` undefined: as far back as the history goes. */
export type ConsoleRequest =
  | { readonly kind: 'serial'; readonly readOnly: boolean; readonly fromOffset?: number | undefined }
  | { readonly kind: 'screen'; readonly readOnly: boolean };

/** What a serial console says besides its bytes. */
export type SerialNote =
  | { readonly kind: 'opened'; readonly firstOffset: number; readonly nextOffset: number }
  /** These bytes are no longer kept. */
  | { readonly kind: 'gap'; readonly fromOffset: number; readonly toOffset: number };

export type ConsoleEnd =
  /** The console has come to its end: the VM has ended. */
  | { readonly kind: 'closed'; readonly code: string; readonly message: string }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Bytes of room before each message: the head it came with from the agent. What the viewer puts before the message in its own protocol has room
 * there, so that both leave in one write without being copied.
 */
export const VIEWER_HEAD_BYTES = HEAD_BYTES;

/** Where what a console sends goes, in order. */
export interface ConsoleViewer {
  /**
   * A frame: {@link VIEWER_HEAD_BYTES} that are the viewer's to write into, then a message: a screen's bytes; of a serial console 8 bytes with the
   * absolute offset (big-endian), then bytes. It stays as it is until `taken` is called, and nothing else comes before: a viewer that does not
   * call it stops its own console, and costs no more than this.
   */
  data(frame: Uint8Array, taken: () => void): void;
  note(note: SerialNote): void;
  /** The agent takes input again, after `write` returned false. */
  room(): void;
  /** Nothing comes any more. Not called after `close`. */
  ended(end: ConsoleEnd): void;
}

/** A duplex byte plane to one console that is open. */
export interface ConsoleSession {
  /** Begins to read; once. */
  attach(viewer: ConsoleViewer): void;
  /** Types. False: the agent takes no more for now; what is given all the same is kept. */
  write(bytes: Uint8Array): boolean;
  close(): void;
}

export interface ConsoleGateway {
  /** Refuses before anything is opened. */
  open(host: HostId, vmId: VmId, request: ConsoleRequest): Promise<ConsoleSession>;
}
