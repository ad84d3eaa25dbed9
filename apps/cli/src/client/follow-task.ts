/** Waits for a task, whatever the connection does meanwhile: the task itself survives a restart of the controller. */
import { setTimeout as delay } from 'node:timers/promises';
import { TASK_ENDED } from '@rapidvm/domain';
import { isRapidError } from '@rapidvm/kernel';
import type { TaskView } from '@rapidvm/operations';
import { CliError, interrupted } from '../cli-error.ts';
import { EXIT } from '../exit-codes.ts';
import { POLL_FIRST_MS, POLL_MAX_MS, WAIT_OUTAGE_MS } from '../limits.ts';
import type { ApiClient } from './api-client.ts';

const BACKOFF = 1.5;

export type TaskNews = { readonly kind: 'task'; readonly task: TaskView } | { readonly kind: 'outage'; readonly cause: string };

/** The task when it has ended, well or not. `tell` hears of each look at it. Gives up after an outage of WAIT_OUTAGE_MS. */
export async function followTask(
  client: ApiClient,
  first: TaskView,
  signal: AbortSignal,
  tell: (news: TaskNews) => void,
): Promise<TaskView> {
  let task = first;
  let waitMs = POLL_FIRST_MS;
  let outageMs = 0;
  tell({ kind: 'task', task });
  while (!TASK_ENDED.includes(task.state)) {
    await pause(waitMs, signal);
    try {
      task = (await client.call('task.get', { id: task.id })).output;
      outageMs = 0;
      tell({ kind: 'task', task });
    } catch (error) {
      if (!isOutage(error) || outageMs > WAIT_OUTAGE_MS) throw error;
      outageMs += waitMs;
      tell({ kind: 'outage', cause: error instanceof Error ? error.message : String(error) });
    }
    waitMs = Math.min(waitMs * BACKOFF, POLL_MAX_MS);
  }
  return task;
}

function isOutage(error: unknown): boolean {
  return (
    (error instanceof CliError && error.exitCode === EXIT.unreachable) ||
    isRapidError(error, 'unavailable', 'timed-out', 'limit-exceeded')
  );
}

/** Waits; throws `interrupted` (exit 130) when `signal` aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch {
    throw interrupted();
  }
}
