/** Runs one task to its end: its steps in order or, after a failure or a cancel, the undo of those begun in reverse. */
import type { StepContext, StepEnd, TaskDefinition, TaskStep } from '@rapidvm/controller-app';
import type { Task, TaskStepView } from '@rapidvm/domain';
import { progressOf } from '@rapidvm/domain';
import type { ErrorRecord, Logger } from '@rapidvm/kernel';
import { isRapidError, toErrorRecord } from '@rapidvm/kernel';
import { alignJournal, hasBegun, isDone, withStep } from './journal.ts';
import { REPORT_INTERVAL_MS, STEP_TRIES, UNDO_TRIES } from './limits.ts';
import { retrying } from './retry.ts';
import { withNeededSteps } from './needed-steps.ts';
import type { NotesOptions, TaskChange } from './task-notes.ts';
import { TaskLeft, TaskNotes, cancelled } from './task-notes.ts';

export interface RunOptions extends NotesOptions {
  readonly logger: Logger;
  /** Aborted when this controller stops: no further step begins. */
  readonly stopping: AbortSignal;
}

type Step = TaskStep<unknown>;

export class TaskRun {
  readonly #options: RunOptions;
  #definition: TaskDefinition;
  readonly #notes: TaskNotes;
  readonly #cancel = new AbortController();
  #task: Task;
  #journal: readonly TaskStepView[];
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor(options: RunOptions, definition: TaskDefinition, task: Task) {
    this.#options = options;
    this.#definition = definition;
    this.#notes = new TaskNotes(options, task.id);
    this.#task = task;
    this.#journal = alignJournal(definition, task.steps);
    if (task.cancelRequested) this.#cancel.abort();
  }

  get hasEnded(): boolean {
    return this.#task.endedAt !== null;
  }

  /** Tells the step under way that cancel was asked for. */
  cancel(): void {
    this.#cancel.abort();
  }

  /** Resolves when the task has ended, or was left because this controller stops. Throws `TaskLeft` when it can't go on here. */
  async toEnd(): Promise<void> {
    const raw = await this.#notes.input();
    let input: unknown;
    try {
      input = this.#definition.parseInput(raw);
    } catch (error) {
      await this.#end('failed', 'This version does not understand what the task was asked to do', toErrorRecord(error));
      return;
    }
    this.#definition = withNeededSteps(this.#definition, input);
    this.#journal = alignJournal(this.#definition, this.#journal);
    if (this.#task.state === 'undoing' || (await this.#forward(input)) === 'undo') await this.#backward(input);
  }

  async #forward(input: unknown): Promise<'undo' | 'no-more'> {
    const todo = this.#definition.steps.filter((step) => !isDone(this.#journal, step.name));
    let current = '';
    let noted = false;
    try {
      for (const [index, step] of todo.entries()) {
        if (this.#options.stopping.aborted) return 'no-more';
        current = step.name;
        if (!noted) await this.#noteForward([], step);
        if ((await this.#runStep(step, input)) === 'nothing-to-do') this.#forget(step);
        const next = this.#options.stopping.aborted ? undefined : todo[index + 1];
        noted = next !== undefined;
        if (index < todo.length - 1) await this.#noteForward([step], next);
      }
      await this.#succeed(current);
      return 'no-more';
    } catch (error) {
      return this.#turnBack(error, current);
    }
  }

  /** People are not shown what was not needed; after a crash it is found out again. */
  #forget({ name }: Step): void {
    const steps = this.#definition.steps.filter((step) => step.name !== name);
    this.#definition = { ...this.#definition, steps };
    this.#journal = this.#journal.filter((step) => step.name !== name);
  }

  /** Notes in one transaction what is done and what begins next. */
  async #noteForward(done: readonly Step[], begun: Step | undefined): Promise<void> {
    const at = this.#notes.now();
    let journal = this.#journal;
    for (const step of done) journal = withStep(journal, step.name, 'done', at);
    if (begun !== undefined) journal = withStep(journal, begun.name, 'running', at);
    const change = {
      state: 'running',
      startedAt: this.#task.startedAt ?? at,
      message: begun?.name ?? this.#task.message,
    } as const;
    const step = begun ?? done[0];
    this.#task = await this.#notes.forward(step?.name ?? '', { ...change, steps: journal, progress: progressOf(journal) });
    this.#journal = journal;
  }

  async #succeed(lastStep: string): Promise<void> {
    const endedAt = this.#notes.now();
    const steps = lastStep === '' ? this.#journal : withStep(this.#journal, lastStep, 'done', endedAt);
    this.#task = await this.#notes.forward(lastStep, { state: 'succeeded', progress: 1, message: 'Done', steps, endedAt });
  }

  #runStep(step: Step, input: unknown): Promise<StepEnd> {
    // Its first message is shown, however late the step before it spoke.
    this.#reportedAt = Number.NEGATIVE_INFINITY;
    const { timers, rng, stopping } = this.#options;
    const interrupted = (): boolean => this.#cancel.signal.aborted || stopping.aborted;
    const again = (error: unknown): boolean => isRapidError(error, 'unavailable') && !interrupted();
    return retrying({ timers, rng, tries: STEP_TRIES, again }, () => step.run(input, this.#context(this.#cancel.signal)));
  }

  /** A step that was told to stop may fail with anything: what counts is that it was cancelled. */
  async #turnBack(error: unknown, step: string): Promise<'undo' | 'no-more'> {
    if (error instanceof TaskLeft) throw error;
    const wasCancelled = this.#cancel.signal.aborted || isRapidError(error, 'cancelled');
    if (this.#options.stopping.aborted && !wasCancelled) return 'no-more';
    const failure = wasCancelled ? cancelled(this.#task.id, step).toRecord() : toErrorRecord(error);
    this.#options.logger.info('a task turns back', { task: this.#task.id, step, code: failure.code, cause: String(error) });
    if (!wasCancelled && this.#definition.keepsOn?.includes(failure.code) === true) {
      this.#journal = withStep(this.#journal, step, 'failed', this.#notes.now());
      await this.#end('failed', failure.message, failure);
      return 'no-more';
    }
    // Even if it never began: the first step's undo also takes back what was written together with the task.
    this.#journal = withStep(this.#journal, step, 'failed', this.#notes.now());
    const message = wasCancelled ? 'Cancelled; undoing' : `Undoing: ${failure.message}`;
    await this.#noteBackward({ state: 'undoing', error: failure, message });
    return 'undo';
  }

  async #backward(input: unknown): Promise<void> {
    const leftovers: string[] = [];
    for (const step of this.#definition.steps.toReversed()) {
      if (step.undo === undefined || !hasBegun(this.#journal, step.name)) continue;
      if (this.#options.stopping.aborted) return;
      const problem = await this.#undoStep(step, input);
      if (problem !== null) leftovers.push(`${step.name}: ${problem}`);
      this.#journal = withStep(this.#journal, step.name, problem === null ? 'undone' : 'failed', this.#notes.now());
      await this.#noteBackward({ message: `Undone: ${step.name}` });
    }
    const error = this.#task.error;
    const message = leftovers.length === 0 ? (error?.message ?? 'Undone') : `Could not undo ${leftovers.join('; ')}`;
    await this.#end(error?.code === 'cancelled' ? 'cancelled' : 'failed', message, error);
  }

  /** Null when undone, else why not. */
  async #undoStep(step: Step, input: unknown): Promise<string | null> {
    const { timers, rng, stopping, logger } = this.#options;
    const again = (error: unknown): boolean => !(error instanceof TaskLeft) && !stopping.aborted;
    // Undoing is not cancellable.
    const never = new AbortController().signal;
    try {
      const left = await retrying({ timers, rng, tries: UNDO_TRIES, again }, async () =>
        step.undo?.(input, this.#context(never)),
      );
      return typeof left === 'string' ? left : null;
    } catch (error) {
      if (error instanceof TaskLeft) throw error;
      if (stopping.aborted) throw new TaskLeft('the controller stops', { cause: error });
      logger.error('a step could not be undone', error, { task: this.#task.id, step: step.name });
      return toErrorRecord(error).message;
    }
  }

  #context(signal: AbortSignal): StepContext {
    return { taskId: this.#task.id, cancelled: signal, report: (message, share) => this.#report(message, share) };
  }

  async #report(message: string, share?: number): Promise<void> {
    const now = this.#options.clock.monotonic();
    if (now - this.#reportedAt < REPORT_INTERVAL_MS) return;
    this.#reportedAt = now;
    const progress = share === undefined ? {} : { progress: progressOf(this.#journal, share) };
    this.#task = await this.#notes.plain({ message, ...progress });
  }

  async #noteBackward(change: TaskChange): Promise<void> {
    const journal = { steps: this.#journal, progress: progressOf(this.#journal) };
    this.#task = await this.#notes.plain({ ...change, ...journal });
  }

  async #end(state: 'failed' | 'cancelled', message: string, error: ErrorRecord | null): Promise<void> {
    await this.#noteBackward({ state, message, error, endedAt: this.#notes.now() });
  }
}
