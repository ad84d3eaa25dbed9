/** One task at a time works on a VM. A stronger command does not wait for a weaker one to end: it has it cancelled first. */
import type { Task, TaskKind } from '@rapidvm/domain';
import { TASK_ENDED } from '@rapidvm/domain';
import type { TaskId, VmId } from '@rapidvm/kernel';
import { isRapidError } from '@rapidvm/kernel';
import type { AppDeps } from '../deps.ts';
import { APP_LIMITS } from '../limits.ts';
import { pause } from '../pause.ts';
import { nextIntent } from './vm-target.ts';

/**
 * Cancels what is under way on the VM if it is one of `kinds`, for a command that ends the VM, and waits, bounded, until it has ended. Whatever is under way after that
 * makes the command that follows refuse by itself.
 */
export async function supersede(
  deps: Pick<AppDeps, 'database' | 'tasks' | 'clock' | 'timers'>,
  vmId: VmId,
  kinds: readonly TaskKind[],
): Promise<void> {
  const active = await deps.database.read.tasks.activeFor(vmId);
  if (active === null || !kinds.includes(active.kind)) return;
  // By the newer generation the cancelled task sees that it is overtaken, and does not bring back what is about to be ended.
  await nextIntent(deps.database, vmId, 'off');
  await cancelUnlessEnded(deps, active);
  const end = deps.clock.monotonic() + APP_LIMITS.supersedeMs;
  while (deps.clock.monotonic() < end && !(await hasEnded(deps, active.id))) await pause(deps.timers, APP_LIMITS.supersedePollMs);
}

async function cancelUnlessEnded({ tasks }: Pick<AppDeps, 'tasks'>, task: Task): Promise<void> {
  try {
    await tasks.cancel(task.id);
  } catch (error) {
    // It ended by itself meanwhile, or is past its point of no return and about to.
    if (!isRapidError(error, 'wrong-state')) throw error;
  }
}

async function hasEnded({ database }: Pick<AppDeps, 'database'>, id: TaskId): Promise<boolean> {
  const task = await database.read.tasks.get(id);
  return task === null || TASK_ENDED.includes(task.state);
}
