/** start, stop, kill: the agent does each as one command that it carries through by itself; a start takes its place first, and brings the VM there. */
import type { DesiredPower, VmState } from '@rapidvm/domain';
import { HAS_PROCESS } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';
import { isRapidError } from '@rapidvm/kernel';
import type { TaskDefinition } from '../ports/index.ts';
import { bringBack, bringStep, otherThan } from './bring-vm.ts';
import { giveUpPlace, ingestReply, undoStart, unlessCancelled } from './steps.ts';
import type { TaskDeps } from './task-deps.ts';
import { findTarget, nextIntent, targetOr404 } from './vm-target.ts';
import type { VmCommandInput, VmKillInput, VmStartInput, VmStopInput } from './vm-task-input.ts';
import { vmKillSchema, vmStartSchema, vmStopSchema } from './vm-task-input.ts';

const MAY_RUN: readonly VmState[] = [...HAS_PROCESS, 'unknown'];

/** Undone by ending what was started; its place is then free again. */
export function startVmTask(deps: TaskDeps): TaskDefinition<VmStartInput> {
  const { database, agents, placer } = deps;
  const name = 'start it';
  return {
    kind: 'vm.start',
    parseInput: (input) => vmStartSchema.parse(input),
    steps: [
      {
        name: 'take a place on a host',
        async run(input, { taskId, report }) {
          const { vmId, generation, askedFor } = input;
          const because = await whyElsewhere(deps, input);
          const place = await placer.take({ vmId, generation, operation: 'start', runs: true, askedFor, taskId, because });
          await report(`It goes to ${place.hostName}`);
        },
        async undo({ vmId, wantedBefore }) {
          const wanted = await wantedAgain(deps, vmId, wantedBefore);
          await bringBack(deps, vmId, wanted);
          await giveUpPlace(deps, vmId, wanted);
        },
      },
      bringStep(deps),
      {
        name,
        async run({ vmId, generation, takesFrom }, { report, cancelled }) {
          const { row, hostId, spec } = await targetOr404(database.read, vmId);
          await report(`Starting it on ${row.hostName ?? hostId}`);
          const reply = agents.startVm(hostId, spec, generation, otherThan(hostId, takesFrom));
          await ingestReply(deps, hostId, unlessCancelled(reply, cancelled, 'vm.start', name));
        },
        undo: ({ vmId }) => undoStart(deps, vmId),
      },
    ],
  };
}

/** A VM that may run where nobody can look is wanted as before: nobody would ever make `off` true of it. */
async function wantedAgain({ database }: TaskDeps, vmId: VmId, before: DesiredPower): Promise<DesiredPower> {
  const row = await database.read.vms.get(vmId);
  return row !== null && MAY_RUN.includes(row.observed.state) ? before : 'off';
}

/** In words; null: the scheduler has reasons of its own. */
async function whyElsewhere({ database }: TaskDeps, { askedFor, takesFrom }: VmStartInput): Promise<string | null> {
  const from = takesFrom === null ? null : ((await database.read.hosts.get(takesFrom))?.host.name ?? takesFrom);
  const taken = from === null ? [] : [`its disks are taken from ${from}, which is said to run nothing any more`];
  return [...(askedFor === null ? [] : ['asked for']), ...taken].join(', and ') || null;
}

/** A cancelled stop is taken back as long as the guest has time left. One that fails is not: off is still what was asked for. */
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
        async undo(input, { taskId }) {
          const task = await deps.database.read.tasks.get(taskId);
          return task?.cancelRequested === true ? takeStopBack(deps, input) : null;
        },
      },
    ],
  };
}

/** Resolves with why it could not be taken back; null when it was, or when somebody wants something newer of the VM. */
async function takeStopBack(deps: TaskDeps, { vmId, generation }: VmCommandInput): Promise<string | null> {
  const target = await findTarget(deps.database.read, vmId);
  if (target === null) return null;
  const { intent, observed } = target.row;
  const isOurs = intent.generation === generation || intent.desiredPower === 'on';
  if (!isOurs) return null;
  if (!HAS_PROCESS.includes(observed.state)) return `the VM was ${observed.state} by then`;
  const wanted = intent.desiredPower === 'on' ? intent.generation : await nextIntent(deps.database, vmId, 'on');
  try {
    await ingestReply(deps, target.hostId, deps.agents.startVm(target.hostId, target.spec, wanted));
    return null;
  } catch (error) {
    if (!isRapidError(error, 'not-found', 'wrong-state')) throw error;
    await nextIntent(deps.database, vmId, 'off');
    return error.message;
  }
}

/**
 * Can't be taken back, but may fail: the guest of a VM that could not be ended runs on, and is wanted as it was. Nobody would ever make `off` true of it.
 */
export function killVmTask(deps: TaskDeps): TaskDefinition<VmKillInput> {
  const name = 'end it';
  return {
    kind: 'vm.kill',
    parseInput: (input) => vmKillSchema.parse(input),
    noCancelAfter: name,
    steps: [
      {
        name,
        async run({ vmId, generation }) {
          const { hostId } = await targetOr404(deps.database.read, vmId);
          await ingestReply(deps, hostId, deps.agents.killVm(hostId, vmId, generation));
        },
        undo: ({ vmId, generation, wantedBefore }) =>
          deps.database.transaction(async (stores) => {
            const row = await stores.vms.get(vmId);
            // Another intent is somebody's newer wish.
            if (row === null || row.intent.generation !== generation || !MAY_RUN.includes(row.observed.state)) return;
            await stores.vms.updateIntent(vmId, generation, { desiredPower: wantedBefore });
          }),
      },
    ],
  };
}
