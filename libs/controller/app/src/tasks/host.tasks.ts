import type { HostId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import { z } from 'zod';
import { tell } from '../change/tell.ts';
import { refreshMembers } from '../host/member-table.ts';
import { refuseIfHasVms } from '../host/refuse-if-has-vms.ts';
import type { TaskDefinition } from '../ports/index.ts';
import { lockPlacement } from '../vm/placing.ts';
import type { TaskDeps } from './task-deps.ts';

const schema = z.object({ hostId: z.uuid().transform((id) => asId<HostId>(id)) });
export type HostRemoveInput = z.output<typeof schema>;

/** One step: with its row gone, mesh, gRPC and renewal refuse the host at once. The member reconciler tells the others. */
export function removeHostTask(deps: TaskDeps): TaskDefinition<HostRemoveInput> {
  return {
    kind: 'host.remove',
    parseInput: (input) => schema.parse(input),
    steps: [
      {
        name: 'lock it out',
        async run({ hostId }) {
          await deps.database.transaction(async (stores) => {
            await lockPlacement(stores);
            const row = await stores.hosts.get(hostId);
            if (row === null) return;
            await refuseIfHasVms(stores, row.host);
            await stores.hosts.delete(hostId);
            await refreshMembers(stores, deps);
            await tell(stores, 'host.removed', row.host, `The host ${row.host.name} was removed and is locked out`);
          });
        },
      },
    ],
  };
}
