import type { TaskDefinition } from '../ports/index.ts';
import { forgetVm, ingestReply } from './steps.ts';
import type { TaskDeps } from './task-deps.ts';
import type { VmCommandInput } from './vm-task-input.ts';
import { vmCommandSchema } from './vm-task-input.ts';
import { findTarget } from './vm-target.ts';

const REMOVE_DISKS = 'remove its disks';

/** Removed disks do not come back, so there is no undo and no cancel past that step. */
export function deleteVmTask(deps: TaskDeps): TaskDefinition<VmCommandInput> {
  return {
    kind: 'vm.delete',
    parseInput: (input) => vmCommandSchema.parse(input),
    noCancelAfter: REMOVE_DISKS,
    steps: [
      {
        name: REMOVE_DISKS,
        async run({ vmId, generation }, { report }) {
          const target = await findTarget(deps.database.read, vmId);
          if (target === null) return;
          await report(`Removing the disks on ${target.row.hostName ?? target.hostId}`);
          await ingestReply(deps, target.hostId, deps.agents.removeVm(target.hostId, vmId, generation, target.spec));
        },
      },
      {
        name: 'forget it',
        async run({ vmId }) {
          await deps.database.transaction((stores) => forgetVm(stores, vmId, (name) => `${name} and its disks were deleted`));
        },
      },
    ],
  };
}
