import type { TaskKind, Task } from '@rapidvm/domain';
import type { ErrorCode, TaskId } from '@rapidvm/kernel';
import type { Stores } from './store.ts';

/** What a step may use beside its input. */
export interface StepContext {
  readonly taskId: TaskId;
  /** Shows people what is going on inside a long step. `share`: 0 to 1, how much of the step is done. */
  readonly report: (message: string, share?: number) => Promise<void>;
  /** Aborted when cancel was asked for; a step that can stop early should. */
  readonly cancelled: AbortSignal;
}

/** `nothing-to-do`: the step turned out not to be needed, and is shown no more. */
export type StepEnd = void | 'nothing-to-do';

/**
 * One step. `run` must be harmless when run again (a crash between doing and noting repeats it). `undo` puts back what `run` did and must be
 * harmless when `run` never happened, happened half-way, or was undone already. It resolves with what can't be put back, in words for people, or
 * with nothing when all is as before; what may yet succeed it throws, and is run again.
 */
export interface TaskStep<I> {
  readonly name: string;
  /** Whether a task with this input has the step at all; absent: each has it. The answer must never change for one input. */
  neededFor?(input: I): boolean;
  run(input: I, context: StepContext): Promise<StepEnd>;
  undo?(input: I, context: StepContext): Promise<void | string | null>;
}

/** A kind of task. Steps run in order; when one fails or cancel is asked for, those begun are undone in reverse. */
export interface TaskDefinition<I = unknown> {
  readonly kind: TaskKind;
  /** Checks input that came out of a row: a newer controller may meet an older one's. */
  parseInput(input: unknown): I;
  readonly steps: readonly TaskStep<I>[];
  /**
   * Once the step of this name has begun, a cancel is refused: the point of no return. Absent: cancellable until the end. What has no undo and does
   * something belongs behind it: a task that says it was cancelled has left nothing done.
   */
  readonly noCancelAfter?: string;
  /** Refusals of a step that leave what was done as it is: the task has come as far as it can, and says so. Everything else is undone. */
  readonly keepsOn?: readonly ErrorCode[];
}

/** Runs tasks durably. Implemented on PostgreSQL; survives kill -9 at any point. */
export interface TaskEngine {
  /** Within `stores`' transaction: writes the task row so that it exists if and only if the transaction commits. */
  create<I>(
    stores: Stores,
    definition: TaskDefinition<I>,
    task: Pick<Task, 'id' | 'subject' | 'requestedBy'>,
    input: I,
  ): Promise<Task>;
  /** Runs what has been created; called after the commit, harmless when repeated or forgotten (a sweep finds it). */
  dispatch(id: TaskId): Promise<void>;
  /**
   * Asks for a cancel. `alongside`: what is to be written in the same transaction, both or neither; it may run more than once. Refuses `not-found`,
   * and `wrong-state` when the task has ended or is past its point of no return.
   */
  cancel(id: TaskId, alongside?: (stores: Stores, task: Task) => Promise<void>): Promise<Task>;
  /** Registers definitions, then resumes whatever a crash left unfinished. */
  start(definitions: readonly TaskDefinition[]): Promise<void>;
  stop(): Promise<void>;
}
