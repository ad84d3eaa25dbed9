/** Runs durable tasks straight from the task table. See docs/adr for why no workflow library does it. */
import type { Database, Stores, TaskDefinition, TaskEngine } from '@rapidvm/controller-app';
import type { Task, TaskState } from '@rapidvm/domain';
import { refuseCancel } from '@rapidvm/domain';
import type { Clock, Logger, Rng, TaskId, Timer, Timers } from '@rapidvm/kernel';
import { RapidError, newId, notFound, toTimestamp } from '@rapidvm/kernel';
import { alignJournal } from './journal.ts';
import type { LeaseTiming } from './limits.ts';
import { LEASE_TIMING, MAX_RUNNING_TASKS, STOP_GRACE_MS } from './limits.ts';
import { withNeededSteps } from './needed-steps.ts';
import { taskEvent } from './task-event.ts';
import { TaskLeft } from './task-notes.ts';
import { TaskRun } from './task-run.ts';

export interface TaskEngineOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
  /** For tests that can't wait for a lease to be over. */
  readonly timing?: LeaseTiming;
}

/** An engine for one controller process. Any number of them may share a database. */
export function createTaskEngine(options: TaskEngineOptions): TaskEngine {
  return new LeasingTaskEngine(options);
}

const CANCELLABLE: readonly TaskState[] = ['queued', 'running'];

interface Running {
  readonly run: TaskRun;
  readonly ended: Promise<void>;
}

class LeasingTaskEngine implements TaskEngine {
  readonly #options: TaskEngineOptions;
  readonly #logger: Logger;
  readonly #timing: LeaseTiming;
  /** A new one for each process: what a dead process held is nobody's once its lease is over. */
  readonly #owner: string;
  readonly #definitions = new Map<Task['kind'], TaskDefinition>();
  readonly #running = new Map<TaskId, Running>();
  readonly #stopping = new AbortController();
  #beat: Timer | null = null;
  /** Claims one after the other, so that they know what is running already. */
  #claiming: Promise<void> = Promise.resolve();

  constructor(options: TaskEngineOptions) {
    this.#options = options;
    this.#logger = options.logger.child({ part: 'tasks' });
    this.#timing = options.timing ?? LEASE_TIMING;
    this.#owner = newId(options.clock, options.rng);
  }

  async create<I>(
    stores: Stores,
    definition: TaskDefinition<I>,
    head: Pick<Task, 'id' | 'subject' | 'requestedBy'>,
    input: I,
  ): Promise<Task> {
    const task: Task = {
      ...head,
      kind: definition.kind,
      state: 'queued',
      progress: 0,
      message: 'Waiting',
      steps: alignJournal(withNeededSteps(definition, input), []),
      cancelRequested: false,
      error: null,
      createdAt: toTimestamp(this.#options.clock.now()),
      startedAt: null,
      endedAt: null,
    };
    await stores.tasks.insert(task, input);
    await stores.events.append(taskEvent('task.created', task));
    return task;
  }

  async dispatch(id: TaskId): Promise<void> {
    await this.#claimIfPossible(id);
  }

  async cancel(id: TaskId, alongside?: (stores: Stores, task: Task) => Promise<void>): Promise<Task> {
    const task = await this.#options.database.transaction(async (stores) => {
      const found = await stores.tasks.get(id);
      if (found === null) throw notFound('task', id);
      // Takes the row's lock: from here on the task can't go past its point of no return unseen.
      const asked = await stores.tasks.update(id, { cancelRequested: true });
      refuseLateCancel(asked);
      await stores.events.append(taskEvent('task.progressed', asked));
      await alongside?.(stores, asked);
      return asked;
    });
    this.#running.get(id)?.run.cancel();
    await this.#claimIfPossible(id);
    return task;
  }

  async start(definitions: readonly TaskDefinition[]): Promise<void> {
    for (const definition of definitions) this.#definitions.set(definition.kind, definition);
    await this.#claim();
    this.#scheduleBeat();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#beat?.cancel();
    await this.#claiming;
    const grace = Promise.withResolvers<void>();
    const timer = this.#options.timers.after(STOP_GRACE_MS, grace.resolve);
    await Promise.race([grace.promise, Promise.all([...this.#running.values()].map((running) => running.ended))]);
    timer.cancel();
  }

  #scheduleBeat(): void {
    if (this.#stopping.signal.aborted) return;
    this.#beat = this.#options.timers.after(this.#timing.heartbeatMs, () => {
      void this.#heartbeat().finally(() => this.#scheduleBeat());
    });
  }

  /** Keeps what we run, hears of cancels asked of another controller, and takes what nobody runs. */
  async #heartbeat(): Promise<void> {
    try {
      await this.#keepLeases();
    } catch (error) {
      this.#logger.warn('leases could not be prolonged; trying again', { cause: String(error) });
    }
    await this.#claimIfPossible();
  }

  async #keepLeases(): Promise<void> {
    if (this.#running.size === 0) return;
    for (const task of await this.#options.database.read.tasks.renewLeases(this.#owner, this.#timing.leaseMs)) {
      if (task.cancelRequested) this.#running.get(task.id)?.run.cancel();
    }
  }

  /** A task that is not taken now is found by the next heartbeat. */
  async #claimIfPossible(id?: TaskId): Promise<void> {
    try {
      await this.#claim(id);
    } catch (error) {
      this.#logger.warn('tasks could not be taken; trying again', { cause: String(error) });
    }
  }

  #claim(id?: TaskId): Promise<void> {
    const claimed = this.#claiming.then(() => this.#claimNow(id));
    // The next claim must come whatever became of this one; its caller hears of the failure.
    this.#claiming = claimed.catch(() => undefined);
    return claimed;
  }

  async #claimNow(id: TaskId | undefined): Promise<void> {
    const limit = MAX_RUNNING_TASKS - this.#running.size;
    if (limit <= 0 || this.#stopping.signal.aborted) return;
    const tasks = await this.#options.database.read.tasks.claim({
      owner: this.#owner,
      kinds: [...this.#definitions.keys()],
      leaseMs: this.#timing.leaseMs,
      limit,
      except: [...this.#running.keys()],
      ...(id === undefined ? {} : { id }),
    });
    for (const task of tasks) this.#begin(task);
  }

  #begin(task: Task): void {
    const definition = this.#definitions.get(task.kind);
    if (definition === undefined) return;
    const { database, clock, timers, rng } = this.#options;
    const context = { database, clock, timers, rng, owner: this.#owner, logger: this.#logger, stopping: this.#stopping.signal };
    const run = new TaskRun(context, definition, task);
    this.#running.set(task.id, { run, ended: this.#follow(run, task) });
  }

  async #follow(run: TaskRun, task: Task): Promise<void> {
    try {
      await run.toEnd();
    } catch (error) {
      const cause = error instanceof TaskLeft ? error.message : String(error);
      this.#logger.warn('a task was left; whoever finds it goes on with it', { task: task.id, kind: task.kind, cause });
    }
    if (!run.hasEnded) await this.#giveBack(task.id);
    const wasFull = this.#running.size >= MAX_RUNNING_TASKS;
    this.#running.delete(task.id);
    if (wasFull) void this.#claimIfPossible();
  }

  async #giveBack(id: TaskId): Promise<void> {
    try {
      await this.#options.database.read.tasks.releaseLease(id, this.#owner);
    } catch (error) {
      this.#logger.warn('a lease could not be given back; it ends by itself', { task: id, cause: String(error) });
    }
  }
}

/** Refuses with the very reason the task's `allowedActions` show. */
function refuseLateCancel(task: Task): void {
  const refusal = refuseCancel(task);
  if (refusal === null) return;
  const details = { kind: 'task', id: task.id, state: task.state, action: 'cancel', allowedIn: CANCELLABLE };
  throw new RapidError('wrong-state', `The task can't be cancelled any more: ${refusal.reason}`, details, refusal.hint);
}
