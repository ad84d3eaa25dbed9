import type { ErrorRecord, Generation, HostId, VmId } from '@rapidvm/kernel';
import type { VmSpec } from './vm-spec.ts';
import type { VmState } from './vm-state.ts';

export type DesiredPower = 'on' | 'off';

/** The intent row: what a user asked for. Written only by use-cases and tasks; `generation` is bumped by each of those writes. */
export interface VmIntent {
  readonly id: VmId;
  readonly name: string;
  readonly spec: VmSpec;
  readonly desiredPower: DesiredPower;
  readonly generation: Generation;
  /** Where it was placed; null until placed. */
  readonly hostId: HostId | null;
  readonly createdAt: string;
}

/** The observed row: what its host last said. Written only by ingest; `generation` is the agent's own counter for this VM. */
export interface VmObserved {
  readonly vmId: VmId;
  readonly hostId: HostId | null;
  readonly state: VmState;
  readonly generation: Generation;
  /** Since when it is in this state, RFC 3339, controller time. */
  readonly since: string;
  /** Why it is in this state, where that is not plain: how QEMU ended, why it can't be seen. */
  readonly reason: string | null;
  readonly accelerator: 'kvm' | 'tcg' | null;
  readonly restarts: number;
}

/** What an agent says of one VM; the unit of ingest whether it was pushed, pulled or came as a call's reply. */
export interface VmReport {
  readonly vmId: VmId;
  readonly generation: Generation;
  /** The newest intent generation the agent has accepted. */
  readonly intentGeneration: Generation;
  readonly state: VmState;
  readonly reason: string | null;
  readonly accelerator: 'kvm' | 'tcg' | null;
  readonly restarts: number;
  readonly lastError: ErrorRecord | null;
}
