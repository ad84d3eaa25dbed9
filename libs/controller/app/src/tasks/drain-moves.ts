/** The moves of a drain: tasks of their own, so that each VM is safe whatever becomes of the drain. */
import type { Task } from '@rapidvm/domain';
import { CAN_COMMAND, TASK_ENDED } from '@rapidvm/domain';
import type { HostId, RapidError, TaskId } from '@rapidvm/kernel';
import { assertNever, isRapidError, newId } from '@rapidvm/kernel';
import { APP_LIMITS } from '../limits.ts';
import { pause } from '../pause.ts';
import type { StepContext, TaskDefinition, VmRow } from '../ports/index.ts';
import { cancelled } from '../refusals.ts';
import type { HostDrainInput } from './host-task-input.ts';
import { moveRequest } from './move-vm.task.ts';
import { isToRun, planDrain } from './plan-drain.ts';
import type { TaskDeps } from './task-deps.ts';
import type { VmMoveInput } from './vm-task-input.ts';

/** Moves one VM after the other until none is left that could go. When cancelled, the move under way comes to its end first. */
export async function moveAll(
  deps: TaskDeps,
  moveVm: TaskDefinition<VmMoveInput>,
  input: HostDrainInput,
  context: StepContext,
): Promise<void> {
  const refused = new Set<string>();
  for (;;) {
    const rows = await deps.database.read.vms.onHost(input.hostId);
    const parts = await deps.database.read.tasks.partsOf(context.taskId);
    const next = planDrain({ rows, parts, refused, isReachable: await isReachable(deps, input.hostId) });
    if (next.do === 'end') return;
    if (next.do !== 'wait-for-part' && context.cancelled.aborted) throw cancelled('host.drain', 'move its VMs to other hosts');
    const done = parts.filter(({ state }) => TASK_ENDED.includes(state)).length;
    // A VM under way is on one host or the other: counted once.
    const all = new Set<string>([...rows.map(({ intent }) => intent.id), ...parts.map(({ subject }) => subject.id)]).size;
    const say = (what: string) => context.report(`${what} (${done} of ${all} done)`, done / all);
    switch (next.do) {
      case 'wait-for-part':
        await say(`Moving ${next.part.subject.name}: ${next.part.message}`);
        await pause(deps.timers, APP_LIMITS.partPollMs);
        break;
      case 'wait-for-vm':
        await say(`Waiting for ${next.row.intent.name}, on which another task is at work`);
        await pause(deps.timers, APP_LIMITS.partPollMs);
        break;
      case 'move':
        if ((await whyNot(deps, next.row)) !== null) refused.add(next.row.intent.id);
        else await begin(deps, moveVm, input, context.taskId, next.row);
        break;
      default:
        assertNever(next);
    }
  }
}

/** All moves of the drain, none of them under way. */
export async function awaitParts({ database, timers }: TaskDeps, drain: TaskId): Promise<readonly Task[]> {
  for (;;) {
    const parts = await database.read.tasks.partsOf(drain);
    if (parts.every(({ state }) => TASK_ENDED.includes(state))) return parts;
    await pause(timers, APP_LIMITS.partPollMs);
  }
}

export function movedNames(parts: readonly Task[]): readonly string[] {
  return parts.filter(({ state }) => state === 'succeeded').map(({ subject }) => subject.name);
}

export async function isReachable({ database }: Pick<TaskDeps, 'database'>, hostId: HostId): Promise<boolean> {
  const row = await database.read.hosts.get(hostId);
  return row !== null && CAN_COMMAND.includes(row.host.state);
}

/** Why no other host takes it now; null: one does. */
export async function whyNot({ database, placer }: TaskDeps, row: VmRow): Promise<RapidError<'no-host-fits'> | null> {
  try {
    const request = moveRequest(row.intent.id, isToRun(row), null);
    await placer.check(database.read, request, { intent: row.intent, holds: [], placedBy: null });
    return null;
  } catch (error) {
    if (isRapidError(error, 'no-host-fits')) return error;
    throw error;
  }
}

async function begin(
  { database, tasks, clock, rng }: TaskDeps,
  moveVm: TaskDefinition<VmMoveInput>,
  { hostId, graceSeconds }: HostDrainInput,
  drain: TaskId,
  row: VmRow,
): Promise<void> {
  const { id: vmId, name } = row.intent;
  const id = newId<TaskId>(clock, rng);
  try {
    await database.transaction(async (stores) => {
      const requestedBy = (await stores.tasks.get(drain))?.requestedBy ?? 'a drain';
      const input = { vmId, from: hostId, runs: isToRun(row), graceSeconds, partOf: drain };
      await tasks.create(stores, moveVm, { id, subject: { kind: 'vm', id: vmId, name }, requestedBy }, input);
    });
  } catch (error) {
    // Somebody else has begun something with it: it is looked at again.
    if (!isRapidError(error, 'wrong-state')) throw error;
    return;
  }
  await tasks.dispatch(id);
}
