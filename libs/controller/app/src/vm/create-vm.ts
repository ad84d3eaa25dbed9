import type { HostId, ImageId, TaskId } from '@rapidvm/kernel';
import { asId, isUuid, newId, notFound } from '@rapidvm/kernel';
import type { Host, Image } from '@rapidvm/domain';
import { tell } from '../change/tell.ts';
import type { Handler, Stores } from '../ports/index.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import { toTaskView, toVmView } from '../views.ts';
import { vmOr404 } from '../refusals.ts';
import { draftVm } from './draft-vm.ts';
import { wishesOf } from './placement-wishes.ts';

/**
 * Writes the intent and the task that makes it true. Whether a host fits is found out here, so that a refusal comes at once; the task takes
 * the place.
 */
export function createVm({ changes, tasks, definitions, placer, clock, rng }: UseCaseDeps): Handler<'vm.create'> {
  return (context, input) =>
    changes.makeAs({ operation: 'vm.create', context, input, subject: `vm ${input.name}` }, async (stores, caller) => {
      const image = await imageNamed(stores, input.image);
      const hosts = await stores.hosts.all();
      const hostId = input.host === undefined ? undefined : hostNamed(hosts, input.host);
      const wishes = await wishesOf(stores, hosts, input);
      const intent = draftVm(input, wishes, image, clock, rng);
      const request = { vmId: intent.id, operation: 'create', runs: input.start, taskId: null, generation: null } as const;
      await placer.check(stores, { ...request, askedFor: hostId ?? null }, { intent, holds: [], placedBy: null });
      await stores.vms.insert(intent, intent.createdAt);
      await tell(stores, 'vm.created', intent, `${intent.name} was created by ${caller.name}`, { by: caller.name });
      const subject = { kind: 'vm', id: intent.id, name: intent.name } as const;
      const create = { vmId: intent.id, name: intent.name, start: input.start, ...(hostId && { hostId }) };
      const task = await tasks.create(
        stores,
        definitions.createVm,
        { id: newId<TaskId>(clock, rng), subject, requestedBy: caller.name },
        create,
      );
      const vm = toVmView(await vmOr404(stores, intent.id), caller.role);
      return { answer: { task: toTaskView(task, caller.role), vm }, after: { id: intent.id, ...intent.spec }, task: task.id };
    });
}

async function imageNamed(stores: Stores, nameOrId: string): Promise<Image> {
  const image = isUuid(nameOrId) ? await stores.images.get(asId<ImageId>(nameOrId)) : await stores.images.findByName(nameOrId);
  if (image === null) throw notFound('image', nameOrId);
  return image;
}

function hostNamed(hosts: readonly Host[], nameOrId: string): HostId {
  const host = hosts.find(({ id, name }) => id === nameOrId || name === nameOrId);
  if (host === undefined) throw notFound('host', nameOrId);
  return host.id;
}
