/** Empties a host for maintenance: each of its VMs is moved by a task of its own, one after the other. */
import { toTimestamp } from '@rapidvm/kernel';
import { hostOr404, moveService } from '../host/service.ts';
import type { TaskDefinition, TaskStep } from '../ports/index.ts';
import { awaitParts, moveAll, movedNames } from './drain-moves.ts';
import { refuseIfSomeStay } from './drain-rest.ts';
import type { HostDrainInput } from './host-task-input.ts';
import { hostDrainSchema } from './host-task-input.ts';
import type { TaskDeps } from './task-deps.ts';
import type { VmMoveInput } from './vm-task-input.ts';

type Step = TaskStep<HostDrainInput>;

/** VMs that can't go stay and run on: the task then fails with their names and reasons, and keeps what it has done. */
export function drainHostTask(deps: TaskDeps, moveVm: TaskDefinition<VmMoveInput>): TaskDefinition<HostDrainInput> {
  return {
    kind: 'host.drain',
    parseInput: (input) => hostDrainSchema.parse(input),
    keepsOn: ['drain-incomplete'],
    steps: [takeOutOfService(deps), moveItsVms(deps, moveVm), putIntoMaintenance(deps), lookWhoStays(deps)],
  };
}

function takeOutOfService({ database, clock }: TaskDeps): Step {
  return {
    name: 'let it take no VMs',
    async run({ hostId }, { taskId }) {
      await database.transaction(async (stores) => {
        await stores.hosts.lock(hostId);
        const { host } = await hostOr404(stores, hostId);
        if (host.service.mode === 'draining') return;
        const by = (await stores.tasks.get(taskId))?.requestedBy ?? 'a task';
        await moveService(stores, host, 'drain-begun', `by ${by}`, toTimestamp(clock.now()));
      });
    },
    async undo({ hostId, before }) {
      await database.transaction(async (stores) => {
        await stores.hosts.lock(hostId);
        const host = (await stores.hosts.get(hostId))?.host;
        if (host === undefined || host.service.mode === before || host.service.mode === 'in-service') return;
        const wasDraining = host.service.mode === 'draining';
        const trigger = !wasDraining ? 'maintenance-ended' : before === 'maintenance' ? 'drain-ended' : 'drain-abandoned';
        await moveService(stores, host, trigger, 'its drain was undone', toTimestamp(clock.now()));
      });
    },
  };
}

function moveItsVms(deps: TaskDeps, moveVm: TaskDefinition<VmMoveInput>): Step {
  return {
    name: 'move its VMs to other hosts',
    run: (input, context) => moveAll(deps, moveVm, input, context),
    /** What has moved is not moved back: it would be down a second time, and it is well where it is. */
    async undo(_input, { taskId }) {
      const names = movedNames(await awaitParts(deps, taskId));
      return names.length === 0 ? null : `on other hosts, and staying there: ${names.join(', ')}`;
    },
  };
}

function putIntoMaintenance({ database, clock }: TaskDeps): Step {
  return {
    name: 'put it into maintenance',
    async run({ hostId }) {
      await database.transaction(async (stores) => {
        await stores.hosts.lock(hostId);
        const { host } = await hostOr404(stores, hostId);
        if (host.service.mode !== 'draining') return;
        await moveService(stores, host, 'drain-ended', host.service.reason, toTimestamp(clock.now()));
      });
    },
  };
}

function lookWhoStays(deps: TaskDeps): Step {
  return { name: 'look who stays', run: ({ hostId }, { taskId }) => refuseIfSomeStay(deps, hostId, taskId) };
}
