import type { TaskId, VmId } from '@rapidvm/kernel';
import { asId, newId } from '@rapidvm/kernel';
import type { Handler } from '../ports/index.ts';
import { refuseUnlessReachable, refuseUnlessAllowed, vmToCommandOr404 } from '../refusals.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import { toTaskView } from '../views.ts';

/** Begins the removal of a VM and its disks. Refused while its host is out of reach: its disks could not be removed. */
export function deleteVm({ changes, tasks, definitions, clock, rng }: UseCaseDeps): Handler<'vm.delete'> {
  return (context, input) =>
    changes.makeAs({ operation: 'vm.delete', context, input, subject: `vm ${input.id}` }, async (stores, caller) => {
      const row = await vmToCommandOr404(stores, asId<VmId>(input.id));
      refuseUnlessAllowed(row, 'delete');
      const host = row.intent.hostId === null ? null : await stores.hosts.get(row.intent.hostId);
      if (host !== null) refuseUnlessReachable(host.host);
      const { id, name, generation } = await stores.vms.updateIntent(row.intent.id, row.intent.generation, {
        desiredPower: 'off',
      });
      const about = { id: newId<TaskId>(clock, rng), subject: { kind: 'vm', id, name } as const, requestedBy: caller.name };
      const task = await tasks.create(stores, definitions.deleteVm, about, { vmId: id, generation });
      return {
        answer: { task: toTaskView(task, caller.role) },
        subject: `vm ${name} ${id}`,
        before: row.intent.spec,
        task: task.id,
      };
    });
}
