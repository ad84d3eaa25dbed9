import type { TaskDefinition } from '@rapidvm/controller-app';

/** The definition with the steps that a task with this input has: what nobody asked for is neither run nor shown as done. */
export function withNeededSteps<I>(definition: TaskDefinition<I>, input: I): TaskDefinition<I> {
  return { ...definition, steps: definition.steps.filter((step) => step.neededFor?.(input) ?? true) };
}
