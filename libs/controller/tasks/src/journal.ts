/** The journal of a task: what has begun, what is done, what is undone. Pure; the task row shows it to people as its steps. */
import type { TaskStepView } from '@rapidvm/domain';

type StepState = TaskStepView['state'];

/** What the journal takes from a task's definition. */
export interface StepNames {
  readonly steps: readonly { readonly name: string }[];
  readonly noCancelAfter?: string;
}

/**
 * The journal of a task under a definition. Steps are known by name: a definition that has new steps since the task was made runs them too,
 * and ones it no longer has are not shown.
 */
export function alignJournal({ steps, noCancelAfter }: StepNames, known: readonly TaskStepView[]): readonly TaskStepView[] {
  return steps.map(({ name }) => {
    const step = known.find((one) => one.name === name) ?? { name, state: 'waiting', startedAt: null, endedAt: null };
    return { ...step, pointOfNoReturn: name === noCancelAfter };
  });
}

/** The journal with one step in a new state at a time. */
export function withStep(journal: readonly TaskStepView[], name: string, state: StepState, at: string): readonly TaskStepView[] {
  return journal.map((step) => {
    if (step.name !== name) return step;
    if (state === 'running') return { ...step, state, startedAt: step.startedAt ?? at, endedAt: null };
    return { ...step, state, endedAt: at };
  });
}

function stepState(journal: readonly TaskStepView[], name: string): StepState {
  return journal.find((step) => step.name === name)?.state ?? 'waiting';
}

/** Whether a step may have changed something that its undo has not put back. */
export function hasBegun(journal: readonly TaskStepView[], name: string): boolean {
  const state = stepState(journal, name);
  return state !== 'waiting' && state !== 'undone';
}

export function isDone(journal: readonly TaskStepView[], name: string): boolean {
  return stepState(journal, name) === 'done';
}
