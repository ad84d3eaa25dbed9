/** What news does to a VM: outcomes of the supervisor's own work, and what its process did by itself. Pure. */
import type { VmState, VmTrigger } from '@rapidvm/domain';
import { nextVmState } from '@rapidvm/domain';
import type { ErrorRecord } from '@rapidvm/kernel';
import { assertNever } from '@rapidvm/kernel';
import type { ProcessEnd, ProcessRecord } from '../ports.ts';
import { failuresAfter, restartDelayMs, restartsAfter } from './restart-policy.ts';
import type { VmRecord } from './vm-record.ts';
import type { VmEffect, VmStep } from './vm-step.ts';

/** `at`: monotonic milliseconds. */
export type VmFact =
  | { readonly kind: 'provisioned' }
  | { readonly kind: 'removed' }
  | { readonly kind: 'started'; readonly process: ProcessRecord; readonly at: number }
  | { readonly kind: 'start-failed'; readonly error: ErrorRecord; readonly at: number }
  | { readonly kind: 'work-failed'; readonly error: ErrorRecord }
  | { readonly kind: 'process-ended'; readonly end: ProcessEnd; readonly at: number }
  /** The process lives but its guest does not run: its disk failed. */
  | { readonly kind: 'guest-paused'; readonly reason: string }
  | { readonly kind: 'guest-resumed' }
  | { readonly kind: 'grace-over' }
  | { readonly kind: 'restart-due' }
  /** The agent has restarted, the ledger was read, and there is no process to look for. */
  | { readonly kind: 'recalled' }
  | { readonly kind: 'found-again'; readonly at: number }
  | { readonly kind: 'gone'; readonly at: number }
  | { readonly kind: 'not-seen'; readonly reason: string };

export function onFact(record: VmRecord, fact: VmFact): VmStep {
  switch (fact.kind) {
    case 'provisioned':
      return unchanged(record.state === 'created' ? { ...record, state: nextVmState('created', 'provisioned') } : record);
    case 'removed':
      return unchanged({ ...record, state: nextVmState(record.state, 'destroy-completed'), reason: null });
    case 'work-failed':
      return unchanged({ ...record, lastError: fact.error });
    case 'started':
      return onStarted(record, fact.process, fact.at);
    case 'start-failed':
      return onStartFailed(record, fact.error, fact.at);
    case 'process-ended':
      return record.process === null ? unchanged(record) : onEnded(record, fact.end, fact.at);
    case 'guest-paused':
      return onGuestPaused(record, fact.reason);
    case 'guest-resumed':
      if (record.state !== 'paused') return unchanged(record);
      return unchanged({ ...record, state: nextVmState('paused', 'resume-completed'), reason: null });
    case 'grace-over':
      return onGraceOver(record);
    case 'restart-due':
      return onRestartDue(record);
    case 'recalled':
      return onRecalled(record);
    case 'found-again':
      return onFoundAgain(record, fact.at);
    case 'gone':
      return onEnded(seenAgain(record), { crashed: true, reason: 'QEMU ended while the agent was not looking' }, fact.at);
    case 'not-seen':
      return onNotSeen(record, fact.reason);
    default:
      return assertNever(fact);
  }
}

const unchanged = (record: VmRecord, ...effects: readonly VmEffect[]): VmStep => ({ record, effects });

function onStarted(record: VmRecord, process: ProcessRecord, at: number): VmStep {
  const withProcess: VmRecord = { ...record, process, runningSince: at };
  if (record.state !== 'starting') return unchanged(withProcess, { do: 'kill' });
  return unchanged({ ...withProcess, state: nextVmState('starting', 'started'), reason: null, lastError: null });
}

/** A start that somebody asked for is theirs to repeat; one by policy is tried again. */
function onStartFailed(record: VmRecord, error: ErrorRecord, at: number): VmStep {
  if (record.state !== 'starting')
    return unchanged({ ...record, state: nextVmState(record.state, 'process-ended'), wanted: 'stopped' });
  const stopped: VmRecord = {
    ...record,
    state: nextVmState('starting', 'start-failed'),
    reason: error.message,
    lastError: error,
  };
  if (record.failures === 0) return unchanged({ ...stopped, wanted: 'stopped' });
  return restartLater({ ...stopped, runningSince: at }, at);
}

function onEnded(record: VmRecord, end: ProcessEnd, at: number): VmStep {
  const over = { ...record, process: null, reason: end.reason };
  if (record.wanted === 'stopped') return unchanged({ ...over, state: nextVmState(record.state, 'process-ended') });
  const trigger: VmTrigger = end.crashed ? 'process-crashed' : 'process-ended';
  const ended: VmRecord = { ...over, state: nextVmState(record.state, trigger) };
  if (restartsAfter(record.spec.restart, end.crashed ? 'crashed' : 'guest-powered-off')) return restartLater(ended, at);
  return unchanged({ ...ended, wanted: 'stopped' });
}

function restartLater(record: VmRecord, at: number): VmStep {
  const failures = failuresAfter(record.failures, at - record.runningSince);
  const delayMs = restartDelayMs(failures);
  const reason = `${record.reason ?? 'it ended'}; starts again after ${delayMs / 1000} s`;
  return unchanged({ ...record, failures, reason }, { do: 'restart-later', delayMs });
}

/** A VM that is being stopped or was lost sight of has worse news than this. */
function onGuestPaused(record: VmRecord, reason: string): VmStep {
  if (record.state === 'paused') return unchanged(record.reason === reason ? record : { ...record, reason });
  if (record.state !== 'running') return unchanged(record);
  return unchanged({ ...record, state: nextVmState('running', 'pause-completed'), reason });
}

function onGraceOver(record: VmRecord): VmStep {
  if (record.state !== 'stopping' || record.process === null) return unchanged(record);
  const reason = `the guest did not power off within ${record.graceSeconds} s and is ended by force`;
  // No time left: from here on no start takes the stop back.
  return unchanged({ ...record, reason, graceSeconds: 0 }, { do: 'kill' });
}

function onRestartDue(record: VmRecord): VmStep {
  if (record.wanted !== 'running' || (record.state !== 'crashed' && record.state !== 'stopped')) return unchanged(record);
  const state = nextVmState(record.state, 'start-requested');
  return unchanged({ ...record, state, restarts: record.restarts + 1 }, { do: 'start' });
}

/** Continues what the earlier run of the agent had begun. What it had spawned without a record was swept before. */
function onRecalled(record: VmRecord): VmStep {
  if (record.state === 'starting') return unchanged(record, { do: 'start' });
  if (record.state === 'stopping') return unchanged({ ...record, state: nextVmState('stopping', 'process-ended') });
  const waits = record.wanted === 'running' && (record.state === 'crashed' || record.state === 'stopped');
  if (!waits) return unchanged(record);
  return unchanged({ ...record, failures: 1 }, { do: 'restart-later', delayMs: restartDelayMs(1) });
}

function onFoundAgain(record: VmRecord, at: number): VmStep {
  const seen = { ...seenAgain(record), runningSince: at };
  if (seen.state !== 'stopping') return unchanged(seen);
  return unchanged(seen, { do: 'press-power-button', graceSeconds: seen.graceSeconds });
}

const SEEN_AS: Readonly<Partial<Record<VmState, VmTrigger>>> = { paused: 'seen-paused', stopping: 'seen-stopping' };

function seenAgain(record: VmRecord): VmRecord {
  if (record.state !== 'unknown') return record;
  const trigger = (record.lostFrom === null ? undefined : SEEN_AS[record.lostFrom]) ?? 'seen-running';
  return { ...record, state: nextVmState('unknown', trigger), lostFrom: null, reason: null };
}

function onNotSeen(record: VmRecord, reason: string): VmStep {
  if (record.state === 'unknown') return unchanged({ ...record, reason }, { do: 'look-again-later' });
  const lost: VmRecord = { ...record, state: nextVmState(record.state, 'lost-sight'), lostFrom: record.state, reason };
  return unchanged(lost, { do: 'look-again-later' });
}
