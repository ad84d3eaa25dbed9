import type { PageQuery, TaskStore } from '@rapidvm/controller-app';
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

  async update(id: TaskId, change: TaskChange): Promise<Task> {
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
    if (assignments.length > 0) await this.#db.rows(`UPDATE task SET ${assignments.join(', ')} WHERE id = $1`, values);
    const task = await this.get(id);
    if (task === null) throw notFound('task', id);
    return task;
  }

  async activeFor(subjectId: string): Promise<Task | null> {
    const row = await this.#db.with(taskEntity, (tasks) => tasks.findOneBy({ subjectId, state: In(ACTIVE) }));
    return row === null ? null : toTask(row);
  }

  async unfinished(): Promise<readonly Task[]> {
    const rows = await this.#db.with(taskEntity, (tasks) => tasks.find({ where: { state: In(ACTIVE) }, order: { id: 'ASC' } }));
    return rows.map(toTask);
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

/** Arrays would become PostgreSQL arrays; null stays null. */
function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
