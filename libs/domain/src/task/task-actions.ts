/** What may be done with a task now and, if not, why and what to do. The same value reaches REST, gRPC, CLI and UI. */
import type { ActionRefusal, VerdictOn } from '../action-verdict.ts';
import type { Task } from './task.ts';
import { TASK_ENDED } from './task.ts';

export const TASK_ACTIONS = ['cancel'] as const;
export type TaskAction = (typeof TASK_ACTIONS)[number];

export type TaskActionVerdict = VerdictOn<TaskAction, 'wrong-state' | 'not-permitted'>;

export interface TaskActionContext extends Pick<Task, 'state' | 'steps' | 'cancelRequested'> {
  readonly mayOperate: boolean;
}

type Refusal = ActionRefusal<'wrong-state' | 'not-permitted'>;

/** The verdict for every action, in a fixed order. Pure: right first, then state. */
export function allowedTaskActions(context: TaskActionContext): readonly TaskActionVerdict[] {
  return TASK_ACTIONS.map((action) => {
    const refusal = context.mayOperate ? (refuseCancel(context) ?? refuseSecondCancel(context)) : NOT_PERMITTED;
    return refusal === null ? { action, allowed: true } : { action, allowed: false, ...refusal };
  });
}

const NOT_PERMITTED: Refusal = {
  code: 'not-permitted',
  reason: 'This needs the role operator',
  hint: 'Ask an administrator for the role',
};

/** Why the task can't be cancelled any more; null when it can. */
export function refuseCancel({ state, steps }: Pick<Task, 'state' | 'steps'>): Refusal | null {
  if (TASK_ENDED.includes(state)) return wrongState('It has ended', 'Nothing needs to be done');
  if (state === 'undoing') return wrongState('It is being undone', 'Wait until it has ended');
  const past = steps.find((step) => step.pointOfNoReturn && step.state !== 'waiting' && step.state !== 'undone');
  if (past === undefined) return null;
  return wrongState(`It is at or past “${past.name}”, which can't be taken back`, 'Wait until it has ended');
}

/** No fault, but nothing more to be had: the API takes a repeated cancel for the same one. */
function refuseSecondCancel({ cancelRequested }: Pick<Task, 'cancelRequested'>): Refusal | null {
  return cancelRequested ? wrongState('It is being cancelled', 'Wait until it has ended') : null;
}

function wrongState(reason: string, hint: string): Refusal {
  return { code: 'wrong-state', reason, hint };
}
