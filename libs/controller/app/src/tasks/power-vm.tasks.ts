/** start, stop, kill: the agent does each as one command that it carries through by itself; a start takes its place first. */
import type { TaskDefinition } from '../ports/index.ts';
import { giveUpPlace, ingestReply, undoStart, unlessCancelled } from './steps.ts';
import type { TaskDeps } from './task-deps.ts';
import { targetOr404 } from './vm-target.ts';
import type { VmCommandInput, VmStopInput } from './vm-task-input.ts';
import { vmCommandSchema, vmStopSchema } from './vm-task-input.ts';

/** Undone by ending what was started; its place is then free again. */
export function startVmTask(deps: TaskDeps): TaskDefinition<VmCommandInput> {
  const { database, agents, placer } = deps;
  const name = 'start it';
  return {
    kind: 'vm.start',
    parseInput: (input) => vmCommandSchema.parse(input),
    steps: [
      {
        name: 'take a place on a host',
        async run({ vmId, generation }, { taskId }) {
          await placer.take({ vmId, generation, operation: 'start', runs: true, askedFor: null, taskId });
        },
        undo: ({ vmId }) => giveUpPlace(deps, vmId),
      },
      {
        name,
        async run({ vmId, generation }, { report, cancelled }) {
          const { row, hostId, spec } = await targetOr404(database.read, vmId);
          await report(`Starting it on ${row.hostName ?? hostId}`);
          const reply = agents.startVm(hostId, spec, generation);
          await ingestReply(deps, hostId, unlessCancelled(reply, cancelled, 'vm.start', name));
        },
        undo: ({ vmId }) => undoStart(deps, vmId),
      },
    ],
  };
}

/**
 * A cancelled stop only stops waiting: the power button was pressed, and that can't be taken back. The agent still ends the VM after the
 * grace time, and what the user asked for stays the intent.
 */
export function stopVmTask(deps: TaskDeps): TaskDefinition<VmStopInput> {
  const name = 'press the power button and wait';
  return {
    kind: 'vm.stop',
    parseInput: (input) => vmStopSchema.parse(input),
    steps: [
      {
        name,
        async run({ vmId, generation, graceSeconds }, { report, cancelled }) {
          const { hostId } = await targetOr404(deps.database.read, vmId);
          await report(`The guest has ${graceSeconds} s to power off`);
          const reply = deps.agents.stopVm(hostId, vmId, generation, graceSeconds);
          await ingestReply(deps, hostId, unlessCancelled(reply, cancelled, 'vm.stop', name));
        },
      },
    ],
  };
}

export function killVmTask(deps: TaskDeps): TaskDefinition<VmCommandInput> {
  return {
    kind: 'vm.kill',
    parseInput: (input) => vmCommandSchema.parse(input),
    steps: [
      {
        name: 'end it',
        async run({ vmId, generation }) {
          const { hostId } = await targetOr404(deps.database.read, vmId);
          await ingestReply(deps, hostId, deps.agents.killVm(hostId, vmId, generation));
        },
      },
    ],
  };
}
