/**
 * What one input does to a VM: the next record and what to do about it. Pure; every edge is `nextVmState`'s.
 *
 *   command ──┐                     ┌──► record (ledger, then reported)
 *             ├──► step(record, …) ─┤
 *   fact ─────┘                     └──► effects (done by the supervisor, which feeds the outcome back as a fact)
 */
import type { MachineSpec, VmAction, VmState } from '@rapidvm/domain';
import { CAN_DELETE, CAN_KILL, CAN_START, CAN_STOP, hasVmEdge, nextVmState } from '@rapidvm/domain';
import type { Generation, HostId } from '@rapidvm/kernel';
import { RapidError, anyOf, assertNever } from '@rapidvm/kernel';
import type { CommandKind, VmRecord } from './vm-record.ts';

interface Intent {
  readonly intentGeneration: Generation;
}

export type VmCommand =
  | (Intent & { readonly kind: 'provision'; readonly spec: MachineSpec })
  /** `replaces`: a host that is known to run nothing any more, whose claim on the disks is taken over. */
  | (Intent & { readonly kind: 'start'; readonly spec: MachineSpec; readonly replaces?: HostId | null })
  | (Intent & { readonly kind: 'stop'; readonly graceSeconds: number })
  | (Intent & { readonly kind: 'kill' })
  | (Intent & { readonly kind: 'remove' })
  /** Leaves this host; its disks stay where they are. */
  | (Intent & { readonly kind: 'release' });

/** What the supervisor does next. Each ends in a fact; a second `…-later` replaces the first. */
export type VmEffect =
  | { readonly do: 'provision' }
  | { readonly do: 'remove' }
  | { readonly do: 'release' }
  | { readonly do: 'start'; readonly replaces?: HostId | null }
  | { readonly do: 'press-power-button'; readonly graceSeconds: number }
  | { readonly do: 'kill' }
  /** Hear anew whether the guest stands still: what it did while it was being stopped was not taken down. */
  | { readonly do: 'look-at-guest' }
  | { readonly do: 'restart-later'; readonly delayMs: number }
  | { readonly do: 'look-again-later' };

export interface VmStep {
  readonly record: VmRecord;
  readonly effects: readonly VmEffect[];
}

const NO_PROCESS: readonly VmState[] = ['stopped', 'crashed'];
const CAN_PROVISION: readonly VmState[] = ['created', 'stopped', 'crashed'];
/** A start that has been asked for is under way or done. */
const STARTED: readonly VmState[] = ['starting', 'running', 'paused'];

/**
 * Accepts or refuses a command. An older intent than the accepted one is refused with `stale-generation`; the same command again changes
 * nothing, unless its work on disks was left undone. Refuses with `wrong-state` what the state does not allow; a refusal changes nothing.
 */
export function onCommand(record: VmRecord, command: VmCommand): VmStep {
  refuseStale(record, command);
  if (isRepeat(record, command)) return { record, effects: [] };
  const { intentGeneration, kind: lastCommand } = command;
  const accepted: VmRecord = { ...record, intentGeneration, lastCommand };
  switch (command.kind) {
    case 'provision':
      refuseUnlessIn(record, 'provision', CAN_PROVISION);
      return { record: { ...accepted, spec: command.spec, lastError: null }, effects: [{ do: 'provision' }] };
    case 'start':
      return onStart(accepted, command.spec, command.replaces ?? null);
    case 'stop':
      return onStop(accepted, command.graceSeconds);
    case 'kill':
      return onKill(accepted);
    case 'remove':
    case 'release':
      refuseUnlessIn(record, 'delete', CAN_DELETE);
      return { record: { ...accepted, wanted: 'stopped', lastError: null }, effects: [{ do: command.kind }] };
    default:
      return assertNever(command);
  }
}

function refuseStale(record: VmRecord, command: VmCommand): void {
  if (command.intentGeneration >= record.intentGeneration) return;
  const id = record.spec.vmId;
  const details = { kind: 'VM', id, given: command.intentGeneration, current: record.intentGeneration };
  throw new RapidError(
    'stale-generation',
    `A newer command for VM ${id} was accepted before`,
    details,
    'Look at the VM again: its intent has changed',
  );
}

function isRepeat(record: VmRecord, command: VmCommand): boolean {
  if (command.intentGeneration !== record.intentGeneration || command.kind !== record.lastCommand) return false;
  const leftUndone =
    command.kind === 'remove' || command.kind === 'release' || (command.kind === 'provision' && record.state === 'created');
  return !leftUndone;
}

function onStart(accepted: VmRecord, spec: MachineSpec, replaces: HostId | null): VmStep {
  const wanting: VmRecord = { ...accepted, spec, wanted: 'running', lastError: null };
  if (STARTED.includes(accepted.state)) return { record: wanting, effects: [] };
  if (canLeaveRunning(accepted)) {
    const state = nextVmState(accepted.state, 'stop-abandoned');
    return { record: { ...wanting, state, reason: null }, effects: [{ do: 'look-at-guest' }] };
  }
  refuseUnlessIn(accepted, 'start', CAN_START);
  const state = nextVmState(accepted.state, 'start-requested');
  return {
    record: { ...wanting, state, reason: null, restarts: 0, failures: 0 },
    effects: [{ do: 'start', ...(replaces !== null && { replaces }) }],
  };
}

/** The button was pressed and the guest has time left, so a start takes the stop back. The guest may still heed the button: it is then off. */
function canLeaveRunning({ state, process, graceSeconds }: VmRecord): boolean {
  return state === 'stopping' && process !== null && graceSeconds > 0;
}

function onStop(accepted: VmRecord, graceSeconds: number): VmStep {
  if (NO_PROCESS.includes(accepted.state)) return settleStopped(accepted);
  refuseUnlessIn(accepted, 'stop', [...CAN_STOP, 'stopping']);
  const record: VmRecord = { ...beginEnd(accepted), graceSeconds };
  return { record, effects: record.process === null ? [] : [{ do: 'press-power-button', graceSeconds }] };
}

function onKill(accepted: VmRecord): VmStep {
  if (NO_PROCESS.includes(accepted.state)) return settleStopped(accepted);
  refuseUnlessIn(accepted, 'kill', CAN_KILL);
  const record = { ...beginEnd(accepted), graceSeconds: 0 };
  return { record, effects: record.process === null ? [] : [{ do: 'kill' }] };
}

/** Towards the end of a process, or of one that is just being started: that one is killed as soon as it is there. */
function beginEnd(accepted: VmRecord): VmRecord {
  const state = hasVmEdge(accepted.state, 'stopping') ? nextVmState(accepted.state, 'stop-requested') : accepted.state;
  return { ...accepted, wanted: 'stopped', state, reason: null };
}

/** Nothing runs: a crash is settled and no restart is due any more. */
function settleStopped(accepted: VmRecord): VmStep {
  const state = accepted.state === 'crashed' ? nextVmState('crashed', 'process-ended') : accepted.state;
  return { record: { ...accepted, state, wanted: 'stopped' }, effects: [] };
}

function refuseUnlessIn(record: VmRecord, action: VmAction | 'provision', allowedIn: readonly VmState[]): void {
  if (allowedIn.includes(record.state)) return;
  const { state } = record;
  const details = { kind: 'VM', id: record.spec.vmId, state, action, allowedIn };
  const why = record.reason === null ? '' : `: ${record.reason}`;
  throw new RapidError(
    'wrong-state',
    `VM ${record.spec.name} is ${state}${why}`,
    details,
    `Possible when it is ${anyOf(allowedIn)}`,
  );
}

/** What a caller of `kind` is told once `record` is reached: still under way, done, or failed with the record's error. */
export function outcome(kind: CommandKind, record: VmRecord): 'pending' | 'done' | 'failed' {
  const failed = record.lastError === null ? 'done' : 'failed';
  switch (kind) {
    case 'provision':
      return record.state === 'created' ? failed : 'done';
    case 'start':
      if (record.state === 'starting') return 'pending';
      return NO_PROCESS.includes(record.state) ? failed : 'done';
    case 'stop':
    case 'kill':
      // Wanted again: a start took the stop back, and the report says that it runs.
      return CAN_KILL.includes(record.state) && record.wanted === 'stopped' ? 'pending' : 'done';
    case 'remove':
    case 'release':
      return record.state === 'destroyed' ? 'done' : 'failed';
    default:
      return assertNever(kind);
  }
}
