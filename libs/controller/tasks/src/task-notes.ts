/** Writes what a running task did: its row and the event that tells it, in one transaction, only while we hold its lease. */
import type { Database, Stores } from '@rapidvm/controller-app';
import type { Task } from '@rapidvm/domain';
import type { Clock, Rng, TaskId, Timers } from '@rapidvm/kernel';
import { RapidError, isRapidError, toTimestamp } from '@rapidvm/kernel';
import { MAX_MESSAGE_CHARACTERS, NOTE_TRIES } from './limits.ts';
import { retrying } from './retry.ts';
import { taskEvent } from './task-event.ts';

export interface NotesOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  /** This process, as leases know it. */
  readonly owner: string;
}

export type TaskChange = Parameters<Stores['tasks']['update']>[1];

/** We can't go on with the task: another controller has it, or the database does not answer. It is neither done nor failed. */
export class TaskLeft extends Error {
  override readonly name = 'TaskLeft';
}

export class TaskNotes {
  readonly #options: NotesOptions;
  readonly #id: TaskId;

  constructor(options: NotesOptions, id: TaskId) {
    this.#options = options;
    this.#id = id;
  }

  now(): string {
    return toTimestamp(this.#options.clock.now());
  }

  /** What the task was asked to do, as it is in its row. */
  input(): Promise<unknown> {
    return this.#tried(() => this.#options.database.read.tasks.input(this.#id));
  }

  /** On the way forward: refuses `cancelled`, and writes nothing, when cancel was asked for in the meantime. */
  forward(step: string, change: TaskChange): Promise<Task> {
    return this.#write(change, (task) => {
      if (task.cancelRequested) throw cancelled(task.id, step);
    });
  }

  /** On the way back, and for messages. */
  plain(change: TaskChange): Promise<Task> {
    return this.#write(change, () => undefined);
  }

  #write(change: TaskChange, check: (task: Task) => void): Promise<Task> {
    const message = change.message === undefined ? {} : { message: change.message.slice(0, MAX_MESSAGE_CHARACTERS) };
    const kind = change.endedAt === undefined ? 'task.progressed' : 'task.ended';
    return this.#tried(() =>
      this.#options.database.transaction(async (stores) => {
        const task = await stores.tasks.update(this.#id, { ...change, ...message }, this.#options.owner);
        check(task);
        await stores.events.append(taskEvent(kind, task));
        return task;
      }),
    );
  }

  async #tried<T>(work: () => Promise<T>): Promise<T> {
    const { timers, rng } = this.#options;
    try {
      return await retrying({ timers, rng, tries: NOTE_TRIES, again: (error) => isRapidError(error, 'unavailable') }, work);
    } catch (error) {
      if (isRapidError(error, 'cancelled')) throw error;
      throw new TaskLeft(error instanceof Error ? error.message : String(error), { cause: error });
    }
  }
}

export function cancelled(task: string, step: string): RapidError<'cancelled'> {
  return new RapidError(
    'cancelled',
    'The task was cancelled; what it had done was undone',
    { task, step },
    'Start it again if you still want it',
  );
}
