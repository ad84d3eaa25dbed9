import type { TaskDefinition, TaskStep } from '../ports/index.ts';
import { forgetVm, ingestReply, undoStart } from './steps.ts';
import type { TaskDeps } from './task-deps.ts';
import type { VmCreateTaskInput } from './vm-task-input.ts';
import { vmCreateTaskSchema } from './vm-task-input.ts';
import { findTarget, nextIntent, targetOr404 } from './vm-target.ts';

type Step = TaskStep<VmCreateTaskInput>;

/** Place → make its disks → start, where that was asked for. Undone: ended, its disks removed, forgotten; nothing of it is left. */
export function createVmTask(deps: TaskDeps): TaskDefinition<VmCreateTaskInput> {
  return {
    kind: 'vm.create',
    parseInput: (input) => vmCreateTaskSchema.parse(input),
    steps: [takePlace(deps), makeDisks(deps), start(deps)],
  };
}

function takePlace({ database, placer }: TaskDeps): Step {
  return {
    name: 'take a place on a host',
    async run({ vmId, hostId, start }, { taskId, report }) {
      const place = await placer.take({
        ...{ vmId, operation: 'create', runs: start, taskId, generation: null },
        askedFor: hostId ?? null,
      });
      await report(`It goes to ${place.hostName}`);
    },
    async undo({ vmId }) {
      await database.transaction((stores) => forgetVm(stores, vmId, (name) => `The creation of ${name} was undone`));
    },
  };
}

function makeDisks(deps: TaskDeps): Step {
  const { database, agents } = deps;
  return {
    name: 'make its disks',
    async run({ vmId }, { report }) {
      const { row, hostId, spec } = await targetOr404(database.read, vmId);
      await report(`Making the disks on ${row.hostName ?? hostId}`);
      await ingestReply(deps, hostId, agents.provisionVm(hostId, spec, row.intent.generation));
    },
    async undo({ vmId }, { report }) {
      const target = await findTarget(database.read, vmId);
      if (target === null) return;
      const generation = await nextIntent(database, vmId, 'off');
      await report(`Removing the disks on ${target.row.hostName ?? target.hostId}`);
      await ingestReply(deps, target.hostId, agents.removeVm(target.hostId, vmId, generation, target.spec));
    },
  };
}

function start(deps: TaskDeps): Step {
  const { database, agents } = deps;
  return {
    name: 'start it',
    neededFor: (input) => input.start,
    async run(input, { report }) {
      const { row, hostId, spec } = await targetOr404(database.read, input.vmId);
      // Wanted already: a crash came between the intent and the command, which then still carries that intent.
      const wanted = row.intent.desiredPower === 'on';
      const generation = wanted ? row.intent.generation : await nextIntent(database, input.vmId, 'on');
      await report(`Starting it on ${row.hostName ?? hostId}`);
      await ingestReply(deps, hostId, agents.startVm(hostId, spec, generation));
    },
    undo: ({ vmId }) => undoStart(deps, vmId),
  };
}
