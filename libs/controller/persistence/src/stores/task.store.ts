import type { PageQuery, TaskClaim, TaskStore } from '@rapidvm/controller-app';
import type { Task } from '@rapidvm/domain';
import { TASK_ENDED, TASK_STATES } from '@rapidvm/domain';
import type { TaskId } from '@rapidvm/kernel';
import { RapidError, notFound } from '@rapidvm/kernel';
import type { Page } from '@rapidvm/operations';
import { In } from 'typeorm';
import type { Executor, Parameter } from '../connection/executor.ts';
import { decodeCursor, toPage, uuidKey } from '../connection/keyset.ts';
import { taskEntity, toTask, toTaskEntity } from '../rows/task.row.ts';

const NEWEST_FIRST = { list: 'task', key: uuidKey };
const ACTIVE = TASK_STATES.filter((state) => !TASK_ENDED.includes(state));

const CLAIM = `
  WITH free AS (
    SELECT id FROM task
    WHERE state IN ('queued', 'running', 'undoing') AND kind = ANY($2::text[])
      AND (lease_until IS NULL OR lease_until < clock_timestamp() OR lease_owner = $1)
      AND ($5::uuid IS NULL OR id = $5) AND id <> ALL($6::uuid[])
    ORDER BY id LIMIT $4 FOR UPDATE SKIP LOCKED)
  UPDATE task SET lease_owner = $1, lease_until = clock_timestamp() + $3 * interval '1 millisecond'
  FROM free WHERE task.id = free.id RETURNING task.id`;

const RENEW = `
  UPDATE task SET lease_until = clock_timestamp() + $2 * interval '1 millisecond'
  WHERE lease_owner = $1 AND state IN ('queued', 'running', 'undoing') RETURNING id`;

type TaskFilter = Parameters<TaskStore['list']>[0];
type TaskChange = Parameters<TaskStore['update']>[1];

export class PostgresTaskStore implements TaskStore {
  readonly #db: Executor;

  constructor(db: Executor) {
    this.#db = db;
  }

  async list(filter: TaskFilter, page: PageQuery): Promise<Page<Task>> {
    const before = decodeCursor(NEWEST_FIRST, page.cursor);
    const rows = await this.#db.with(taskEntity, (tasks) => {
      const query = tasks
        .createQueryBuilder('task')
        .orderBy('task.id', 'DESC')
        .limit(page.limit + 1);
      if (filter.ids !== undefined) query.andWhere('task.id = ANY(:ids::uuid[])', { ids: [...filter.ids] });
      if (filter.states !== undefined) query.andWhere('task.state = ANY(:states::text[])', { states: [...filter.states] });
      if (filter.subjectId !== undefined) query.andWhere('task.subjectId = :subject', { subject: filter.subjectId });
      if (before !== null) query.andWhere('task.id < :before', { before });
      return query.getMany();
    });
    return toPage(NEWEST_FIRST, page.limit, rows, { key: (row) => row.id, item: toTask });
  }

  async get(id: TaskId): Promise<Task | null> {
    const row = await this.#db.with(taskEntity, (tasks) => tasks.findOneBy({ id }));
    return row === null ? null : toTask(row);
  }

  async insert(task: Task, input: unknown): Promise<void> {
    const row = toTaskEntity(task, input);
    const inserted = await this.#db.rows(
      `INSERT INTO task (id, kind, subject_kind, subject_id, subject_name, state, progress, message, steps, cancel_requested,
         error, requested_by, input, created_at, started_at, ended_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11::jsonb, $12, $13::jsonb, $14, $15, $16)
       ON CONFLICT (subject_id) WHERE state IN ('queued', 'running', 'undoing') DO NOTHING RETURNING id`,
      [
        ...[row.id, row.kind, row.subjectKind, row.subjectId, row.subjectName, row.state, row.progress, row.message],
        ...[json(row.steps), row.cancelRequested, json(row.error), row.requestedBy, json(row.input)],
        ...[row.createdAt, row.startedAt, row.endedAt],
      ],
    );
    if (inserted.length === 0) throw await this.#busy(task);
  }

  async input(id: TaskId): Promise<unknown> {
    const row = await this.#db.with(taskEntity, (tasks) => tasks.findOneBy({ id }));
    if (row === null) throw notFound('task', id);
    return row.input;
  }

  async update(id: TaskId, change: TaskChange, heldBy?: string): Promise<Task> {
    const values: Parameter[] = [id];
    const set = (column: string, value: Parameter | undefined): readonly string[] =>
      value === undefined ? [] : [`${column} = $${values.push(value)}`];
    const assignments = [
      ...set('state', change.state),
      ...set('progress', change.progress),
      ...set('message', change.message),
      ...set('steps', change.steps && JSON.stringify(change.steps)),
      ...set('cancel_requested', change.cancelRequested),
      ...set('error', change.error),
      ...set('started_at', change.startedAt),
      ...set('ended_at', change.endedAt),
    ];
    const lease = heldBy === undefined ? '' : ` AND lease_owner = $${values.push(heldBy)}`;
    // An empty change still takes the row's lock, so that what it returns stays true until the transaction ends.
    const all = assignments.length === 0 ? 'id = id' : assignments.join(', ');
    const updated = await this.#db.rows(`UPDATE task SET ${all} WHERE id = $1${lease} RETURNING id`, values);
    const task = await this.get(id);
    if (task === null) throw notFound('task', id);
    if (updated.length === 0) throw leaseLost(task);
    return task;
  }

  async activeFor(subjectId: string): Promise<Task | null> {
    const row = await this.#db.with(taskEntity, (tasks) => tasks.findOneBy({ subjectId, state: In(ACTIVE) }));
    return row === null ? null : toTask(row);
  }

  async partsOf(id: TaskId): Promise<readonly Task[]> {
    return this.#tasks(await this.#db.rows<{ id: string }>("SELECT id FROM task WHERE input ->> 'partOf' = $1", [id]));
  }

  async unfinished(): Promise<readonly Task[]> {
    const rows = await this.#db.with(taskEntity, (tasks) => tasks.find({ where: { state: In(ACTIVE) }, order: { id: 'ASC' } }));
    return rows.map(toTask);
  }

  async claim(claim: TaskClaim): Promise<readonly Task[]> {
    const { owner, kinds, leaseMs, limit, id = null, except } = claim;
    const values = [owner, [...kinds], leaseMs, limit, id, [...except]];
    return this.#tasks(await this.#db.rows<{ id: string }>(CLAIM, values));
  }

  async renewLeases(owner: string, leaseMs: number): Promise<readonly Task[]> {
    return this.#tasks(await this.#db.rows<{ id: string }>(RENEW, [owner, leaseMs]));
  }

  async releaseLease(id: TaskId, owner: string): Promise<void> {
    await this.#db.rows('UPDATE task SET lease_owner = NULL, lease_until = NULL WHERE id = $1 AND lease_owner = $2', [id, owner]);
  }

  async #tasks(found: readonly { readonly id: string }[]): Promise<readonly Task[]> {
    if (found.length === 0) return [];
    const id = In(found.map((row) => row.id));
    return (await this.#db.with(taskEntity, (tasks) => tasks.find({ where: { id }, order: { id: 'ASC' } }))).map(toTask);
  }

  async #busy(task: Task): Promise<RapidError> {
    const { kind, id, name } = task.subject;
    const active = await this.activeFor(id);
    const state = active === null ? 'busy' : `busy with ${active.kind}`;
    return new RapidError(
      'wrong-state',
      `The ${kind} ${name} is ${state}`,
      { kind, id, state, action: task.kind, allowedIn: ['no task under way'] },
      active === null ? 'Try again' : `Wait until task ${active.id} has ended, or cancel it`,
    );
  }
}

function leaseLost(task: Task): RapidError<'already-running'> {
  return new RapidError(
    'already-running',
    `Task ${task.id} is run by another controller`,
    { what: `task ${task.id}`, owner: 'another controller' },
    'Nothing to do: the other controller finishes it',
  );
}

/** Arrays would become PostgreSQL arrays; null stays null. */
function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
