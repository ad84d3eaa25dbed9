/**
 * What a vm process tells, and how it ended. Pure: the host feeds it QMP events and process news, and does what it decides.
 *
 *                    guest powers off, or panics
 *          running ─────────────────────────────► ended by guest ─┐ (decision: quit)
 *             │ kill asked                                        │
 *             ├────────────────────────► ended by us ─────────────┤ exited
 *             │ exited                                            ▼
 *             └──────────────────────────────────────────────► ended
 *
 * QEMU stays when the guest powers off (`-action shutdown=pause`), so a QEMU that exits while `running` has crashed or was killed.
 */
import { assertNever } from '@rapidvm/kernel';
import type { QmpEvent } from '../qmp/qmp-message.ts';

/** How a vm process ended; the shape of the agent's `ProcessEnd`. */
export interface MachineEnd {
  readonly crashed: boolean;
  readonly reason: string;
}

export type ProcessState =
  | { readonly kind: 'running' }
  | { readonly kind: 'ending'; readonly end: MachineEnd }
  | { readonly kind: 'ended'; readonly end: MachineEnd };

export type ProcessInput =
  | { readonly kind: 'event'; readonly event: QmpEvent }
  /** `query-status` of a QEMU that was found again. */
  | { readonly kind: 'status'; readonly status: string }
  | { readonly kind: 'kill-asked' }
  /** QEMU is gone. Both null: it was not our child, so the kernel told its status to somebody else. */
  | { readonly kind: 'exited'; readonly code: number | null; readonly signal: string | null };

/** News for the log and for people; none of it ends the process. */
export type ProcessFact =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'power-button-pressed' }
  | {
      readonly kind: 'disk-error';
      readonly node: string;
      readonly operation: string;
      readonly cause: string;
      readonly guestStopped: boolean;
    };

export interface ProcessStep {
  readonly state: ProcessState;
  readonly fact: ProcessFact | null;
  /** Tell QEMU to quit: its guest is done and it only waits for us. */
  readonly quit: boolean;
}

export const PROCESS_RUNNING: ProcessState = { kind: 'running' };

const POWERED_OFF: MachineEnd = { crashed: false, reason: 'the guest powered off' };
const PANICKED: MachineEnd = { crashed: true, reason: "the guest's kernel panicked" };
const KILLED_BY_US: MachineEnd = { crashed: false, reason: 'it was stopped by force' };

export function stepProcess(state: ProcessState, input: ProcessInput): ProcessStep {
  switch (input.kind) {
    case 'event':
      return onEvent(state, input.event);
    case 'status':
      return onStatus(state, input.status);
    case 'kill-asked':
      return ending(state, KILLED_BY_US, false);
    case 'exited':
      return { state: { kind: 'ended', end: state.kind === 'running' ? unaskedEnd(input) : state.end }, fact: null, quit: false };
    default:
      return assertNever(input);
  }
}

function onEvent(state: ProcessState, event: QmpEvent): ProcessStep {
  switch (event.name) {
    case 'SHUTDOWN':
      return onShutdown(state, event);
    case 'GUEST_PANICKED':
      return ending(state, PANICKED, true);
    default:
      return { state, fact: factOf(event), quit: false };
  }
}

function factOf(event: QmpEvent): ProcessFact | null {
  switch (event.name) {
    case 'STOP':
      return { kind: 'stopped' };
    case 'RESUME':
      return { kind: 'resumed' };
    case 'RESET':
      return { kind: 'reset' };
    case 'POWERDOWN':
      return { kind: 'power-button-pressed' };
    case 'BLOCK_IO_ERROR':
      return {
        kind: 'disk-error',
        node: text(event.data['node-name']),
        operation: text(event.data['operation']),
        cause: text(event.data['reason']),
        guestStopped: event.data['action'] === 'stop',
      };
    default:
      return null;
  }
}

/** Without the guest's doing, QEMU is about to exit by itself: a signal, a lost display, a tool that told it to quit. */
function onShutdown(state: ProcessState, event: QmpEvent): ProcessStep {
  const reason = text(event.data['reason']);
  if (reason === 'guest-panic') return ending(state, PANICKED, true);
  if (event.data['guest'] === true) return ending(state, POWERED_OFF, true);
  const why =
    reason === 'host-signal'
      ? 'QEMU was ended by a signal on its host'
      : `QEMU shut down unasked (${reason || 'no reason given'})`;
  return ending(state, { crashed: true, reason: why }, false);
}

function onStatus(state: ProcessState, status: string): ProcessStep {
  if (status === 'shutdown') return ending(state, POWERED_OFF, true);
  if (status === 'guest-panicked') return ending(state, PANICKED, true);
  // An earlier agent may have let it go on without living to tell.
  return { state, fact: status === 'running' ? { kind: 'resumed' } : null, quit: false };
}

/** The first cause counts: the quit that follows a power-off does not turn it into something else. */
function ending(state: ProcessState, end: MachineEnd, quit: boolean): ProcessStep {
  if (state.kind !== 'running') return { state, fact: null, quit: false };
  return { state: { kind: 'ending', end }, fact: null, quit };
}

function unaskedEnd(exit: { readonly code: number | null; readonly signal: string | null }): MachineEnd {
  if (exit.signal !== null) return { crashed: true, reason: `QEMU was killed by ${exit.signal}` };
  if (exit.code !== null) return { crashed: true, reason: `QEMU ended by itself with exit code ${exit.code}` };
  return { crashed: true, reason: 'QEMU is gone; how it ended is not known, because an earlier run of the agent had started it' };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
