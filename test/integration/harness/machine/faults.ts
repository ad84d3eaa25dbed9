/** A task definition with a fault built in at one point. */
import type { StepContext, StepEnd, TaskDefinition, TaskStep } from '@rapidvm/controller-app';
import { RapidError } from '@rapidvm/kernel';
import { z } from 'zod';

const point = { step: z.string() };

export const faultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** Every step, and every undo, runs twice. */
  z.object({ kind: z.literal('twice') }),
  /** The step fails without or with its effect; undo runs twice everywhere. */
  z.object({ kind: z.literal('fail'), ...point, when: z.enum(['before', 'after']) }),
  /** SIGKILL before the step, after its effect, or after it was noted as done. */
  z.object({ kind: z.literal('kill'), ...point, when: z.enum(['before', 'after', 'noted']) }),
  /** The last step fails after its effect; SIGKILL before, after, or after noting the undo of this one. */
  z.object({ kind: z.literal('kill-undo'), ...point, when: z.enum(['before', 'after', 'noted']) }),
]);
export type Fault = z.infer<typeof faultSchema>;

/** Ends this process as a power cut would. The promise never settles. */
export type Die = () => Promise<never>;

export function withFault(definition: TaskDefinition, fault: Fault, die: Die): TaskDefinition {
  const last = definition.steps.at(-1)?.name;
  return { ...definition, steps: definition.steps.map((step) => faultyStep(step, fault, step.name === last, die)) };
}

function faultyStep(step: TaskStep<unknown>, fault: Fault, isLast: boolean, die: Die): TaskStep<unknown> {
  const { undo } = step;
  return {
    ...step,
    run: (input, context) => faultyRun(step, fault, isLast, die, input, context),
    ...(undo === undefined ? {} : { undo: (input, context) => faultyUndo(step, fault, die, input, context) }),
  };
}

async function faultyRun(
  step: TaskStep<unknown>,
  fault: Fault,
  isLast: boolean,
  die: Die,
  input: unknown,
  context: StepContext,
): Promise<StepEnd> {
  const here = 'step' in fault && fault.step === step.name;
  if (fault.kind === 'kill' && here && fault.when === 'before') await die();
  if (fault.kind === 'fail' && here && fault.when === 'before') throw built(step.name);
  const end = await step.run(input, context);
  if (fault.kind === 'twice') await step.run(input, context);
  if (fault.kind === 'kill' && here && fault.when === 'after') await die();
  if (fault.kind === 'fail' && here && fault.when === 'after') throw built(step.name);
  if (fault.kind === 'kill-undo' && isLast) throw built(step.name);
  return end;
}

async function faultyUndo(step: TaskStep<unknown>, fault: Fault, die: Die, input: unknown, context: StepContext): Promise<void> {
  const here = fault.kind === 'kill-undo' && fault.step === step.name;
  if (here && fault.when === 'before') await die();
  await step.undo?.(input, context);
  if (fault.kind === 'fail') await step.undo?.(input, context);
  if (here && fault.when === 'after') await die();
}

function built(step: string): RapidError<'internal'> {
  return new RapidError('internal', 'A fault built in by the test', { cause: `fault in “${step}”` }, 'None: a test did it');
}
