/** Starting a VM. */
import type { Host, VmIntent } from '@rapidvm/domain';
import type { TaskId, VmId } from '@rapidvm/kernel';
import { asId, newId, notFound } from '@rapidvm/kernel';
import type { Handler, Stores } from '../ports/index.ts';
import { refuseUnlessAllowed, refuseUnlessReachable, vmToCommandOr404 } from '../refusals.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import { toTaskView } from '../views.ts';

/**
 * Where it is, as long as it fits there; else, or when a host is named, on one that reaches its disks. Refuses `no-host-fits` when there is none.
 * That it does not run where it was is not found out here: its new host sees that from the claim on its disks.
 */
export function startVm(deps: UseCaseDeps): Handler<'vm.start'> {
  const { changes, tasks, placer, clock, rng, definitions } = deps;
  return (context, input) =>
    changes.makeAs<'vm.start'>({ operation: 'vm.start', context, input, subject: `vm ${input.id}` }, async (stores, caller) => {
      const row = await vmToCommandOr404(stores, asId<VmId>(input.id));
      const { intent } = row;
      refuseUnlessAllowed(row, 'start');
      const before = await hostOf(stores, intent);
      const named = input.host === undefined ? null : await hostNamed(stores, input.host);
      if (named !== null) refuseUnlessReachable(named);
      const askedFor = named?.id ?? null;
      const request = { vmId: intent.id, operation: 'start', runs: true, askedFor, taskId: null, generation: null } as const;
      const place = await placer.check(stores, request, {
        ...{ intent, placedBy: null },
        holds: await stores.placement.holds(intent.id),
      });
      const { id, name, generation } = await stores.vms.updateIntent(intent.id, intent.generation, { desiredPower: 'on' });
      const takesFrom = input.force || before.state === 'left' ? before.id : null;
      const about = { id: newId<TaskId>(clock, rng), subject: { kind: 'vm', id, name } as const, requestedBy: caller.name };
      const task = await tasks.create(stores, definitions.startVm, about, {
        vmId: id,
        generation,
        wantedBefore: intent.desiredPower,
        askedFor,
        takesFrom,
      });
      const isTaken = takesFrom !== null && place.hostId !== before.id;
      return {
        answer: { task: toTaskView(task, caller.role) },
        subject: `vm ${name} ${id}`,
        before: { state: row.observed.state, desiredPower: intent.desiredPower, host: before.name },
        after: { desiredPower: 'on', host: place.hostName, ...(isTaken && { takesFrom: before.name }) },
        task: task.id,
      };
    });
}

async function hostOf(stores: Stores, { hostId, name }: VmIntent): Promise<Host> {
  const row = hostId === null ? null : await stores.hosts.get(hostId);
  if (row === null) throw notFound('host of the VM', name);
  return row.host;
}

async function hostNamed(stores: Stores, nameOrId: string): Promise<Host> {
  const host = (await stores.hosts.all()).find(({ id, name }) => id === nameOrId || name === nameOrId);
  if (host === undefined) throw notFound('host', nameOrId);
  return host;
}
