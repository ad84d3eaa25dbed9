/** Cold move of a VM to another host that reaches its disks: it is shut down, handed over, and runs on there. One that is off is handed over only. */
import type { HostId, TaskId, VmId } from '@rapidvm/kernel';
import { isRapidError } from '@rapidvm/kernel';
import type { PlaceRequest } from '../placement/place-request.ts';
import type { TaskDefinition, TaskStep } from '../ports/index.ts';
import { bring, letGo, takeUp } from './bring-vm.ts';
import { ingestReply, undoStart, unlessCancelled } from './steps.ts';
import type { TaskDeps } from './task-deps.ts';
import { findTarget, nextIntent, targetOr404 } from './vm-target.ts';
import type { VmMoveInput } from './vm-task-input.ts';
import { vmMoveSchema } from './vm-task-input.ts';

type Step = TaskStep<VmMoveInput>;

/** Room on its new host is held before it is shut down, so that it is not shut down in vain. Undone by starting it again where it was. */
export function moveVmTask(deps: TaskDeps): TaskDefinition<VmMoveInput> {
  return {
    kind: 'vm.move',
    parseInput: (input) => vmMoveSchema.parse(input),
    steps: [holdPlace(deps), shutDown(deps), handOver(deps), bringThere(deps), startThere(deps)],
  };
}

/** To any host but the one where it is. */
export function moveRequest(vmId: VmId, runs: boolean, taskId: TaskId | null): PlaceRequest {
  return { vmId, runs, taskId, operation: 'move', askedFor: null, generation: null };
}

function holdPlace({ database, placer }: TaskDeps): Step {
  return {
    name: 'hold a place on another host',
    async run({ vmId, runs }, { taskId, report }) {
      const request = moveRequest(vmId, runs, taskId);
      if (runs) {
        await report(`It goes to ${(await placer.hold(request)).hostName}`);
        return;
      }
      // What is off takes no room: it is enough that there is a host.
      const { intent } = (await targetOr404(database.read, vmId)).row;
      await placer.check(database.read, request, { intent, holds: [], placedBy: null });
    },
    undo: ({ vmId }) => placer.letGo(vmId),
  };
}

function shutDown(deps: TaskDeps): Step {
  const { database, agents } = deps;
  const name = 'shut it down';
  return {
    name,
    neededFor: ({ runs }) => runs,
    async run({ vmId, from, graceSeconds }, { report, cancelled }) {
      const { row, hostId } = await targetOr404(database.read, vmId);
      if (hostId !== from || row.observed.state === 'stopped') return;
      const generation = await nextIntent(database, vmId, 'off');
      await report(`The guest has ${graceSeconds} s to power off`);
      const reply = agents.stopVm(hostId, vmId, generation, graceSeconds);
      await ingestReply(deps, hostId, unlessCancelled(reply, cancelled, 'vm.move', name));
    },
    undo: (input) => startAgain(deps, input),
  };
}

/** Resolves with why it can't run again where it was. A stop that has time left is taken back by this. */
async function startAgain(deps: TaskDeps, { vmId, from }: VmMoveInput): Promise<string | null> {
  const target = await findTarget(deps.database.read, vmId);
  if (target === null) return null;
  const { intent, observed } = target.row;
  if (target.hostId !== from) return 'it is on its new host still';
  if (intent.desiredPower === 'on' && observed.state === 'running') return null;
  const generation = intent.desiredPower === 'on' ? intent.generation : await nextIntent(deps.database, vmId, 'on');
  await ingestReply(deps, from, deps.agents.startVm(from, target.spec, generation));
  return null;
}

function handOver(deps: TaskDeps): Step {
  const { database, placer } = deps;
  return {
    name: 'give it to its new host',
    async run({ vmId, from, runs }, { taskId, report }) {
      const { hostId } = await targetOr404(database.read, vmId);
      if (hostId !== from) return;
      const place = await placer.take(moveRequest(vmId, runs, taskId));
      await report(`It goes to ${place.hostName}`);
    },
    undo: (input, { taskId }) => handBack(deps, input, taskId),
  };
}

/** Wanted where it was, forgotten where it was to go, and taken up again: each harmless when it is so already. */
async function handBack(deps: TaskDeps, { vmId, from }: VmMoveInput, taskId: TaskId): Promise<void> {
  const to = await wentTo(deps, vmId, taskId);
  const target = await findTarget(deps.database.read, vmId);
  if (to === null || to === from || target === null) return;
  const { intent } = target.row;
  const { generation } =
    intent.hostId === from
      ? intent
      : await deps.database.transaction((stores) =>
          stores.vms.updateIntent(vmId, intent.generation, { hostId: from, desiredPower: 'off' }),
        );
  await letGo(deps, target, to, generation);
  try {
    await takeUp(deps, { ...target, hostId: from }, generation, null);
  } catch (error) {
    // Its next start takes it up there.
    if (!isRapidError(error, 'host-unreachable')) throw error;
  }
}

async function wentTo({ database }: TaskDeps, vmId: VmId, taskId: TaskId): Promise<HostId | null> {
  const decision = await database.read.placement.decision(vmId);
  return decision?.taskId === taskId ? decision.hostId : null;
}

function bringThere(deps: TaskDeps): Step {
  return {
    name: 'bring it to its host',
    async run({ vmId }, { report }) {
      await bring(deps, { vmId, generation: null, takesFrom: null }, report);
    },
  };
}

function startThere(deps: TaskDeps): Step {
  const { database, agents } = deps;
  const name = 'start it there';
  return {
    name,
    neededFor: ({ runs }) => runs,
    async run({ vmId }, { report, cancelled }) {
      const { row, hostId, spec } = await targetOr404(database.read, vmId);
      const wanted = row.intent.desiredPower === 'on';
      const generation = wanted ? row.intent.generation : await nextIntent(database, vmId, 'on');
      await report(`Starting it on ${row.hostName ?? hostId}`);
      const reply = agents.startVm(hostId, spec, generation);
      await ingestReply(deps, hostId, unlessCancelled(reply, cancelled, 'vm.move', name));
    },
    undo: ({ vmId }) => undoStart(deps, vmId),
  };
}
