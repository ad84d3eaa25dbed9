/** What a supervisor knows of its VM. A value: every step makes a new one. */
import type { MachineSpec, VmReport, VmState } from '@rapidvm/domain';
import type { ErrorRecord, Generation } from '@rapidvm/kernel';
import { NO_GENERATION } from '@rapidvm/kernel';
import type { ProcessRecord } from '../ports.ts';

export const COMMAND_KINDS = ['provision', 'start', 'stop', 'kill', 'remove', 'release'] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

/** The part that the ledger keeps. */
export interface LedgerRecord {
  readonly spec: MachineSpec;
  readonly intentGeneration: Generation;
  /** The command that brought `intentGeneration`: a task may send several with one generation, each of which counts once. */
  readonly lastCommand: CommandKind;
  readonly reportGeneration: Generation;
  /** Whether it should run: what a restart policy and a restarted agent go by. */
  readonly wanted: 'running' | 'stopped';
  readonly state: VmState;
  readonly reason: string | null;
  readonly lastError: ErrorRecord | null;
  readonly process: ProcessRecord | null;
  /** Restarts by policy since somebody last asked for a start. */
  readonly restarts: number;
  /** While stopping: how long the guest has, so that a restarted agent gives it that long again. 0: it is being ended by force. */
  readonly graceSeconds: number;
  /** While `unknown`: the state to come back to when it is seen again. */
  readonly lostFrom: VmState | null;
}

export interface VmRecord extends LedgerRecord {
  /** Starts by policy in a row that did not hold; what the back-off goes by. */
  readonly failures: number;
  /** Monotonic milliseconds since when the process runs. */
  readonly runningSince: number;
}

/** A VM that nobody has told this host about before. */
export function newRecord(spec: MachineSpec): VmRecord {
  return {
    spec,
    intentGeneration: NO_GENERATION,
    lastCommand: 'provision',
    reportGeneration: NO_GENERATION,
    wanted: 'stopped',
    state: 'created',
    reason: null,
    lastError: null,
    process: null,
    restarts: 0,
    graceSeconds: 0,
    lostFrom: null,
    ...NO_RUNS,
  };
}

const NO_RUNS = { failures: 0, runningSince: 0 } as const;

/** A VM out of the ledger, before it is known what became of its process. */
export function recalledRecord(entry: LedgerRecord): VmRecord {
  return { ...entry, ...NO_RUNS };
}

export function reportOf(record: VmRecord): VmReport {
  return {
    vmId: record.spec.vmId,
    generation: record.reportGeneration,
    intentGeneration: record.intentGeneration,
    state: record.state,
    reason: record.reason,
    accelerator: record.process?.accelerator.kind ?? null,
    restarts: record.restarts,
    lastError: record.lastError,
  };
}
