/** What may be done with a host now and, if not, why and what to do. The same value reaches REST, gRPC, CLI and UI. */
import type { VerdictOn } from '../action-verdict.ts';
import type { HostMode, HostState } from './host-state.ts';
import { CAN_COMMAND } from './host-state.ts';

export const HOST_ACTIONS = ['rename', 'drain', 'enter-maintenance', 'leave-maintenance', 'remove', 'force-remove'] as const;
export type HostAction = (typeof HOST_ACTIONS)[number];

export type HostActionVerdict = VerdictOn<HostAction, 'wrong-state' | 'not-permitted' | 'host-unreachable' | 'in-use'>;

export interface HostActionContext {
  readonly state: HostState;
  readonly mode: HostMode;
  /** Why it is in this state, where that is not plain. */
  readonly reason: string | null;
  readonly vmCount: number;
  readonly mayAdminister: boolean;
}

type Refusal = Omit<Extract<HostActionVerdict, { allowed: false }>, 'action' | 'allowed'>;

/** The verdict for every action, in a fixed order. Pure: right first, then state. */
export function allowedHostActions(context: HostActionContext): readonly HostActionVerdict[] {
  return HOST_ACTIONS.map((action) => {
    const refusal = context.mayAdminister ? REFUSALS[action](context) : NOT_PERMITTED;
    return refusal === null ? { action, allowed: true } : { action, allowed: false, ...refusal };
  });
}

const NOT_PERMITTED: Refusal = {
  code: 'not-permitted',
  reason: 'This needs the role admin',
  hint: 'Ask an administrator for the role',
};

const REFUSALS: Readonly<Record<HostAction, (context: HostActionContext) => Refusal | null>> = {
  rename: ({ state }) => (state === 'left' ? removed('renamed') : null),
  drain: ({ state, mode, reason }) => {
    if (state === 'left') return removed('drained');
    if (mode === 'draining') return wrongState('It is being drained', 'Wait until that is done');
    if (CAN_COMMAND.includes(state)) return null;
    const why = reason === null ? `It is ${state}` : `It is ${state}: ${reason}`;
    return { code: 'host-unreachable', reason: why, hint: 'Bring it back first, or start its VMs on other hosts' };
  },
  'enter-maintenance': ({ state, mode }) => {
    if (state === 'left') return removed('put into maintenance');
    if (mode === 'maintenance') return wrongState('It is in maintenance already', 'Leave maintenance to use it again');
    return mode === 'draining' ? wrongState('It is being drained', 'It is in maintenance when that is done') : null;
  },
  'leave-maintenance': ({ mode }) => {
    if (mode === 'maintenance') return null;
    if (mode === 'draining') return wrongState('It is being drained', 'Cancel the drain instead');
    return wrongState('It is not in maintenance', 'Nothing needs to be done');
  },
  remove: ({ state, mode, vmCount }) => {
    if (mode === 'draining' && state !== 'left')
      return wrongState('It is being drained', 'Cancel the drain, or wait for its end');
    if (vmCount === 0) return null;
    const hint =
      state === 'left' ? 'Delete those VMs, or let it join again' : 'Drain it or delete its VMs first, or remove it by force';
    return { code: 'in-use', reason: vmCount === 1 ? 'It has a VM' : `It has ${vmCount} VMs`, hint };
  },
  'force-remove': ({ state }) => (state === 'left' ? removed('removed again') : null),
};

function wrongState(reason: string, hint: string): Refusal {
  return { code: 'wrong-state', reason, hint };
}

function removed(verb: string): Refusal {
  return wrongState(`A host that was removed can't be ${verb}`, 'Let it join again with a new invitation');
}
