import type { HostId, TaskId } from '@rapidvm/kernel';
import { asId, newId, RapidError } from '@rapidvm/kernel';
import { APP_LIMITS } from '../limits.ts';
import type { Handler, Stores } from '../ports/index.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import { toTaskView } from '../views.ts';
import { refuseUnlessHostAllows } from './host-view.ts';
import { hostOr404 } from './service.ts';

/** Begins to empty a host. Refuses `limit-exceeded` while too many others are being drained. */
export function drainHost({ changes, tasks, definitions, clock, rng }: UseCaseDeps): Handler<'host.drain'> {
  return (context, input) =>
    changes.makeAs({ operation: 'host.drain', context, input, subject: `host ${input.id}` }, async (stores, caller) => {
      await stores.hosts.lock(asId<HostId>(input.id));
      const row = await hostOr404(stores, asId<HostId>(input.id));
      refuseUnlessHostAllows(row, 'drain');
      await refuseIfTooMany(stores);
      const { id, name, service } = row.host;
      const about = { id: newId<TaskId>(clock, rng), subject: { kind: 'host', id, name } as const, requestedBy: caller.name };
      const { graceSeconds } = input;
      const drain = { hostId: id, before: service.mode, graceSeconds };
      const task = await tasks.create(stores, definitions.drainHost, about, drain);
      return {
        answer: { task: toTaskView(task, caller.role) },
        subject: `host ${name} ${id}`,
        before: { mode: service.mode, vms: row.vmCount },
        after: { mode: 'draining', graceSeconds },
        task: task.id,
      };
    });
}

async function refuseIfTooMany(stores: Stores): Promise<void> {
  const drains = (await stores.tasks.unfinished()).filter(({ kind }) => kind === 'host.drain');
  if (drains.length < APP_LIMITS.drainsAtOnce) return;
  const details = { limit: 'hosts being drained at once', max: APP_LIMITS.drainsAtOnce, unit: 'hosts' };
  throw new RapidError('limit-exceeded', 'Too many hosts are being drained', details, 'Wait until one of them is empty');
}
