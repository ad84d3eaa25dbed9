import { anyOf } from '@rapidvm/kernel';
import type { VerdictOn } from '../action-verdict.ts';
import type { VmState } from './vm-state.ts';
import { CAN_DELETE, CAN_KILL, CAN_START, CAN_STOP, HAS_PROCESS } from './vm-state.ts';

export const VM_ACTIONS = ['start', 'stop', 'kill', 'delete', 'serial-console', 'screen-console'] as const;
export type VmAction = (typeof VM_ACTIONS)[number];

export const ALLOWED_IN: Readonly<Record<VmAction, readonly VmState[]>> = {
  start: CAN_START,
  stop: CAN_STOP,
  kill: CAN_KILL,
  delete: CAN_DELETE,
  'serial-console': HAS_PROCESS,
  'screen-console': HAS_PROCESS,
};

/** Whether an action can be taken now and, if not, why and what to do. The same value reaches REST, gRPC, CLI and UI. */
export type ActionVerdict = VerdictOn<VmAction, 'wrong-state' | 'not-permitted' | 'console-unavailable' | 'host-unreachable'>;

/** The VM's host as far as it matters here. none: it has none yet, or that is not known. */
export type HostReach = 'none' | 'reachable' | 'unreachable' | 'removed';

export interface ActionContext {
  readonly state: VmState;
  readonly host: HostReach;
  readonly unknownReason: string | null;
  readonly hasDisplay: boolean;
  readonly mayOperate: boolean;
  readonly mayEdit: boolean;
}

type ConsoleAction = Extract<VmAction, `${string}-console`>;

const VERB: Readonly<Record<Exclude<VmAction, ConsoleAction>, string>> = {
  start: 'started',
  stop: 'stopped',
  kill: 'killed',
  delete: 'deleted',
};

/** The verdict for every action, in a fixed order. Pure: right first, then sight, then state. */
export function allowedActions(context: ActionContext): readonly ActionVerdict[] {
  return VM_ACTIONS.map((action) => verdict(action, context));
}

function verdict(action: VmAction, context: ActionContext): ActionVerdict {
  const permitted = action === 'delete' ? context.mayEdit : context.mayOperate;
  if (!permitted) {
    const role = action === 'delete' ? 'editor' : 'operator';
    return {
      action,
      allowed: false,
      code: 'not-permitted',
      reason: `This needs the role ${role}`,
      hint: 'Ask an administrator for the role',
    };
  }
  if (context.state === 'unknown') return verdictWhenUnknown(action, context);
  if (action === 'screen-console' && !context.hasDisplay) {
    return {
      action,
      allowed: false,
      code: 'console-unavailable',
      reason: 'The VM has no display',
      hint: 'Use its serial console',
    };
  }
  if (ALLOWED_IN[action].includes(context.state)) return { action, allowed: true };
  return { action, allowed: false, code: 'wrong-state', ...whyNot(action, context.state) };
}

function whyNot(action: VmAction, state: VmState): { readonly reason: string; readonly hint: string } {
  if (action === 'serial-console' || action === 'screen-console') return whyNoConsole(action, state);
  return { reason: `A VM that is ${state} can't be ${VERB[action]}`, hint: `Possible when it is ${anyOf(ALLOWED_IN[action])}` };
}

const WHY_NO_CONSOLE: Readonly<Partial<Record<VmState, string>>> = {
  created: 'The VM is still being made',
  stopped: 'The VM is off',
  crashed: 'The VM has crashed',
};

/** For whoever came to type into a machine: that it is off, and that starting it helps (its host keeps what it wrote), not which states have a process. */
function whyNoConsole(action: ConsoleAction, state: VmState): { readonly reason: string; readonly hint: string } {
  const reason = WHY_NO_CONSOLE[state] ?? `The VM is ${state}`;
  if (!CAN_START.includes(state)) return { reason, hint: 'It has a console once it runs' };
  const kept = action === 'serial-console' ? '; what it wrote before is kept, and shown then' : '';
  return { reason, hint: `Start it to use its console${kept}` };
}

/**
 * A VM that can't be seen must not be lost to its owner: where its host can be reached and does not have it, it can be taken up again or
 * deleted; of a host that was removed, it can be forgotten. It can be started wherever its disks are reached: that it does not run any more tells
 * the claim on them, not we.
 */
const WHEN_UNKNOWN: Readonly<Record<HostReach, readonly VmAction[]>> = {
  none: ['delete'],
  reachable: ['start', 'delete'],
  unreachable: ['start'],
  removed: ['start', 'delete'],
};

const UNKNOWN_HINT: Readonly<Record<HostReach, string>> = {
  none: 'Delete it',
  reachable: 'Start it, if its disks are still there, or delete it',
  unreachable:
    'Bring the host back, or start the VM on another that reaches its disks: rapidvm vm start NAME --host HOST, with --force if this one is gone for good',
  removed: 'Let the host join again with a new invitation, or delete the VM: its disks stay where they are',
};

function verdictWhenUnknown(action: VmAction, { host, unknownReason }: ActionContext): ActionVerdict {
  if (WHEN_UNKNOWN[host].includes(action)) return { action, allowed: true };
  const reason = unknownReason ?? 'Its host cannot be seen';
  return { action, allowed: false, code: 'host-unreachable', reason, hint: UNKNOWN_HINT[host] };
}
