import type { Host } from '@rapidvm/domain';
import { nextLiveness } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { asId, toTimestamp } from '@rapidvm/kernel';
import { z } from 'zod';
import { tell } from '../change/tell.ts';
import { refreshMembers } from '../host/member-table.ts';
import { refuseIfHasVms } from '../host/refuse-if-has-vms.ts';
import type { Stores, TaskDefinition } from '../ports/index.ts';
import type { TaskDeps } from './task-deps.ts';

const schema = z.object({
  hostId: z.uuid().transform((id) => asId<HostId>(id)),
  /** Absent in a task that an older controller wrote. */
  force: z.boolean().default(false),
});
export type HostRemoveInput = z.output<typeof schema>;

/**
 * With its row gone or `left`, mesh, gRPC and renewal refuse the host at once; the member reconciler tells the others. The row of a host that
 * has VMs stays as long as they do: they are unknown, and a host that joins again with its key has them back.
 */
export function removeHostTask(deps: TaskDeps): TaskDefinition<HostRemoveInput> {
  const name = 'lock it out';
  return {
    kind: 'host.remove',
    parseInput: (input) => schema.parse(input),
    noCancelAfter: name,
    steps: [
      {
        name,
        async run({ hostId, force }) {
          await deps.database.transaction(async (stores) => {
            await stores.hosts.lock(hostId);
            const row = await stores.hosts.get(hostId);
            if (row === null || row.host.state === 'left') return;
            if (!force) await refuseIfHasVms(stores, row.host);
            if (row.vmCount === 0) await stores.hosts.delete(hostId);
            else await orphan(deps, stores, row.host);
            await refreshMembers(stores, deps);
            const vms = row.vmCount === 1 ? 'VM is' : `${row.vmCount} VMs are`;
            const left = row.vmCount === 0 ? '' : `; its ${vms} unknown`;
            await tell(stores, 'host.removed', row.host, `The host ${row.host.name} was removed and is locked out${left}`);
          });
        },
      },
    ],
  };
}

/** Whether its VMs run on is not known any more, and nobody but the host itself can tell. */
async function orphan({ ingest, clock }: TaskDeps, stores: Stores, host: Host): Promise<void> {
  const reason = 'it was removed by force';
  const since = toTimestamp(clock.now());
  await stores.hosts.setSight(host.id, { liveness: nextLiveness(host.sight.liveness, 'removed'), since, reason, witnesses: [] });
  await ingest.hostUnseen(stores, host.id, `its host ${host.name} was removed by force and may still run it`);
}
