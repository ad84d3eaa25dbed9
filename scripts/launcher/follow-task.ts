import { fromErrorRecord, RapidError, type ErrorRecord } from '@rapidvm/kernel';
import type { TaskView } from '@rapidvm/operations';
import type { ApiClient } from '../shared/api-client.ts';
import { LAUNCHER_LIMITS } from './limits.ts';
import { waitFor } from './wait-for.ts';

type TaskError = NonNullable<TaskView['error']>;

function isErrorRecord(error: TaskError): error is TaskError & ErrorRecord {
  return error.code !== '';
}

/** Waits until the task has ended well; throws its error when it has not. */
export async function followTask(api: ApiClient, task: TaskView): Promise<void> {
  const ended = await waitFor(
    `task ${task.kind} of ${task.subject.name}`,
    LAUNCHER_LIMITS.taskMs,
    `See ./rapidvm task show ${task.id}`,
    async () => {
      const now = await api.call('task.get', { id: task.id });
      return now.endedAt === null ? null : now;
    },
  );
  if (ended.state === 'succeeded') return;
  if (ended.error !== null && isErrorRecord(ended.error)) throw fromErrorRecord(ended.error);
  throw new RapidError(
    'cancelled',
    `The task ${task.kind} of ${task.subject.name} ended ${ended.state}`,
    { task: task.id, step: ended.message },
    'Run ./rapidvm up again',
  );
}
