/** Starting a VM: where it is, or on another host that has its datastores. */
import type { Host, VmIntent } from '@rapidvm/domain';
import type { TaskId, VmId } from '@rapidvm/kernel';
import { asId, newId, notFound } from '@rapidvm/kernel';
import { noHostFits } from '../placement/record.ts';
import { tell } from '../change/tell.ts';
import type { Handler, Stores, VmRow } from '../ports/index.ts';
import { refuseUnlessAllowed, refuseUnlessReachable, vmOr404 } from '../refusals.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import { toTaskView } from '../views.ts';
import { unsharedDatastore } from './shared-datastores.ts';

/** Refuses `no-host-fits` when its host has no room for it now, or does not have its datastores. */
export function startVm({ changes, tasks, placer, clock, rng, definitions }: UseCaseDeps): Handler<'vm.start'> {
  return (context, input) =>
    changes.makeAs<'vm.start'>({ operation: 'vm.start', context, input, subject: `vm ${input.id}` }, async (stores, caller) => {
      const row = await vmOr404(stores, asId<VmId>(input.id));
      const { intent } = row;
      const before = await hostOf(stores, intent);
      const host = input.host === undefined ? before : await hostNamed(stores, input.host);
      const isElsewhere = host.id !== before.id;
      // What can't be seen where it was may be started elsewhere: its claim on the disks tells whether it runs.
      if (!(isElsewhere && row.observed.state === 'unknown')) refuseUnlessAllowed(row, 'start');
      refuseUnlessReachable(host);
      if (isElsewhere) await refuseUnlessShared(stores, row, before, host);
      const askedFor = isElsewhere ? host.id : null;
      const request = { vmId: intent.id, operation: 'start', runs: true, askedFor, taskId: null, generation: null } as const;
      await placer.check(stores, request, {
        intent: { ...intent, hostId: host.id },
        reservation: await stores.placement.reservation(intent.id),
      });
      const change = { desiredPower: 'on', ...(isElsewhere && { hostId: host.id }) } as const;
      const { id, name, generation } = await stores.vms.updateIntent(intent.id, intent.generation, change);
      const takesFrom = isElsewhere && (input.force || before.state === 'left') ? before.id : null;
      if (isElsewhere) await tellOfMove(stores, intent, before, host, takesFrom !== null);
      const about = { id: newId<TaskId>(clock, rng), subject: { kind: 'vm', id, name } as const, requestedBy: caller.name };
      const task = await tasks.create(stores, definitions.startVm, about, { vmId: id, generation, askedFor, takesFrom });
      return {
        answer: { task: toTaskView(task, caller.role) },
        subject: `vm ${name} ${id}`,
        before: { state: row.observed.state, desiredPower: intent.desiredPower, host: before.name },
        after: { desiredPower: 'on', host: host.name, ...(takesFrom !== null && { takesFrom: before.name }) },
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

async function refuseUnlessShared(stores: Stores, { intent }: VmRow, before: Host, host: Host): Promise<void> {
  const image = await stores.images.get(intent.spec.imageId);
  if (image === null) throw notFound('image', intent.spec.imageId);
  const missing = unsharedDatastore([intent.spec.datastore, image.datastore], before, host);
  if (missing === null) return;
  const obstacle = { code: 'disks-elsewhere', datastore: missing, host: before.name, isShareable: false } as const;
  throw noHostFits([{ hostId: host.id, hostName: host.name, obstacle }]);
}

async function tellOfMove(stores: Stores, intent: VmIntent, from: Host, to: Host, isTaken: boolean): Promise<void> {
  const reason = isTaken
    ? `asked for, and its disks are taken from ${from.name}, which is said to run nothing any more`
    : 'asked for';
  await tell(stores, 'vm.placed', intent, `${intent.name} goes to ${to.name}: ${reason}`, { host: to.name, reason });
}
