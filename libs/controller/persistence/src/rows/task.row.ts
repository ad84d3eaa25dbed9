import type { Task, TaskKind, TaskState, TaskStepView, TaskSubject } from '@rapidvm/domain';
import { TASK_KINDS, TASK_STATES } from '@rapidvm/domain';
import type { ErrorRecord } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import { EntitySchema } from 'typeorm';
import { KEY, OPTIONAL, json, oneOf, text, time, uuid } from './columns.ts';

/** As a step lies in its row: one that an older controller wrote does not tell its point of no return. */
type StoredStep = Omit<TaskStepView, 'pointOfNoReturn'> & Partial<Pick<TaskStepView, 'pointOfNoReturn'>>;

export interface TaskEntity {
  readonly id: string;
  readonly kind: TaskKind;
  readonly subjectKind: TaskSubject['kind'];
  readonly subjectId: string;
  readonly subjectName: string;
  readonly state: TaskState;
  readonly progress: number;
  readonly message: string;
  readonly steps: readonly StoredStep[];
  readonly cancelRequested: boolean;
  readonly error: ErrorRecord | null;
  readonly requestedBy: string;
  /** What its definition needs to run it; null when that is nothing. */
  readonly input: unknown;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** The controller that runs it; only that one writes it while the lease lasts. */
  readonly leaseOwner: string | null;
  readonly leaseUntil: string | null;
}

export const taskEntity = new EntitySchema<TaskEntity>({
  name: 'task',
  columns: {
    id: uuid('id', KEY),
    kind: text('kind'),
    subjectKind: text('subject_kind'),
    subjectId: uuid('subject_id'),
    subjectName: text('subject_name'),
    state: text('state'),
    progress: { type: 'double precision', name: 'progress' },
    message: text('message'),
    steps: json('steps'),
    cancelRequested: { type: 'boolean', name: 'cancel_requested' },
    error: json('error', OPTIONAL),
    requestedBy: text('requested_by'),
    input: json('input', OPTIONAL),
    createdAt: time('created_at'),
    startedAt: time('started_at', OPTIONAL),
    endedAt: time('ended_at', OPTIONAL),
    leaseOwner: uuid('lease_owner', OPTIONAL),
    leaseUntil: time('lease_until', OPTIONAL),
  },
  checks: [
    oneOf('task_kind_known', 'kind', TASK_KINDS),
    oneOf('task_subject_kind_known', 'subject_kind', ['vm', 'host', 'image']),
    oneOf('task_state_known', 'state', TASK_STATES),
    { name: 'task_progress_share', expression: 'progress BETWEEN 0 AND 1' },
  ],
  indices: [
    {
      name: 'task_active_subject',
      columns: ['subjectId'],
      unique: true,
      where: `(state = ANY (ARRAY['queued'::text, 'running'::text, 'undoing'::text]))`,
    },
    { name: 'task_by_subject', columns: ['subjectId', 'id'] },
  ],
});

export function toTask(row: TaskEntity): Task {
  return {
    id: asId(row.id),
    kind: row.kind,
    subject: toSubject(row),
    state: row.state,
    progress: row.progress,
    message: row.message,
    steps: row.steps.map((step) => ({ ...step, pointOfNoReturn: step.pointOfNoReturn ?? false })),
    cancelRequested: row.cancelRequested,
    error: row.error,
    requestedBy: row.requestedBy,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
  };
}

function toSubject(row: TaskEntity): TaskSubject {
  switch (row.subjectKind) {
    case 'vm':
      return { kind: 'vm', id: asId(row.subjectId), name: row.subjectName };
    case 'host':
      return { kind: 'host', id: asId(row.subjectId), name: row.subjectName };
    case 'image':
      return { kind: 'image', id: asId(row.subjectId), name: row.subjectName };
  }
}

export function toTaskEntity(task: Task, input: unknown): TaskEntity {
  const { subject, ...rest } = task;
  return {
    ...rest,
    subjectKind: subject.kind,
    subjectId: subject.id,
    subjectName: subject.name,
    input: input ?? null,
    leaseOwner: null,
    leaseUntil: null,
  };
}
