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
export type ActionVerdict =
  | { readonly action: VmAction; readonly allowed: true }
  | {
      readonly action: VmAction;
      readonly allowed: false;
      readonly code: 'wrong-state' | 'not-permitted' | 'console-unavailable' | 'host-unreachable';
      readonly reason: string;
      readonly hint: string;
    };

export interface ActionContext {
  readonly state: VmState;
  readonly unknownReason: string | null;
  readonly hasDisplay: boolean;
  readonly mayOperate: boolean;
  readonly mayEdit: boolean;
}

const VERB: Readonly<Record<VmAction, string>> = {
  start: 'started',
  stop: 'stopped',
  kill: 'killed',
  delete: 'deleted',
  'serial-console': 'watched on its serial console',
  'screen-console': 'watched on its screen',
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
  if (context.state === 'unknown') {
    const reason = context.unknownReason ?? 'Its host cannot be seen';
    return { action, allowed: false, code: 'host-unreachable', reason, hint: 'Bring the host back, then try again' };
  }
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
  const reason = `A VM that is ${context.state} can't be ${VERB[action]}`;
  return { action, allowed: false, code: 'wrong-state', reason, hint: `Possible when it is ${ALLOWED_IN[action].join(' or ')}` };
}
