/**
 * What the owner of a task definition gives to have it machine-tested: repeated, failed and killed at every step.
 *
 * A module exports `open` of type `OpenMachine`. It is called in the test's process and in the process that is killed, so what steps change
 * must live outside both: in the database, or below `directory`. It runs without vitest there: check with `node:assert`.
 */
import type { Database, Stores, TaskDefinition } from '@rapidvm/controller-app';
import type { TaskSubject } from '@rapidvm/domain';
import type { Clock, Logger, Rng, Timers } from '@rapidvm/kernel';

export interface MachineContext {
  readonly database: Database;
  /** An empty directory at first, the same in every process of one test file. */
  readonly directory: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
}

export interface PreparedRun<I> {
  readonly subject: TaskSubject;
  readonly input: I;
  /** What its use-case writes in the transaction that creates the task. */
  commit?(stores: Stores): Promise<void>;
}

/** Where a run was made to fail: `undone` may accept less of a task past its point of no return. */
export interface FailedAt {
  readonly step: string;
  readonly when: 'before' | 'after';
}

/** One kind of task, with how to make a fresh run of it and how to look at the world afterwards. */
export interface Scenario<I = unknown> {
  readonly definition: TaskDefinition<I>;
  /** Kinds of tasks that it begins. They run beside it, without faults of their own. */
  readonly parts?: readonly TaskDefinition[];
  /** Makes a world in which the task can run, apart from the worlds of other runs. */
  prepare(): Promise<PreparedRun<I>>;
  /** Throws unless the world is as a task that succeeded leaves it. */
  done(input: I): Promise<void>;
  /** Throws unless the world is as before the task; `at` is null when it was cancelled or killed. */
  undone(input: I, at: FailedAt | null): Promise<void>;
}

export interface Machine {
  readonly scenarios: Readonly<Record<string, Scenario>>;
  close(): Promise<void>;
}

export type OpenMachine = (context: MachineContext) => Promise<Machine>;
