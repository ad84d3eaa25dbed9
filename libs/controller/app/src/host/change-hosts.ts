import type { HostId, TaskId } from '@rapidvm/kernel';
import { asId, MINUTE_MS, newId, toTimestamp } from '@rapidvm/kernel';
import type { ModeTrigger } from '@rapidvm/domain';
import { formatJoinToken, joinLine } from '@rapidvm/domain';
import type { OperationOutput } from '@rapidvm/operations';
import type { CallContext, Handler } from '../ports/index.ts';
import { newSecretHex } from '../access/secrets.ts';
import { tell } from '../change/tell.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import { toTaskView } from '../views.ts';
import { refuseUnlessHostAllows, toHostView } from './host-view.ts';
import { refreshMembers } from './member-table.ts';
import { refuseIfHasVms } from './refuse-if-has-vms.ts';
import { hostOr404, moveService } from './service.ts';

/** The secret is in the answer only; what is stored is its SHA-256. */
export function inviteHost(deps: UseCaseDeps): Handler<'host.invite'> {
  const { changes, authority, keys, controllerUrls, joinScriptSha256, clock, rng } = deps;
  return async (context, input) => {
    const script = await joinScriptSha256();
    return changes.makeAs({ operation: 'host.invite', context, input, subject: 'host invitation' }, async (stores, caller) => {
      const id: string = newId(clock, rng);
      const secret = newSecretHex(rng);
      const expiresAt = toTimestamp(clock.now() + input.validMinutes * MINUTE_MS);
      await stores.access.insertInvitation({ id, secretHash: keys.sha256(secret), expiresAt, createdBy: caller.name });
      const joinToken = formatJoinToken({ id, secret, fingerprint: authority.fingerprint, urls: controllerUrls() });
      const command = script === null ? null : joinLine(joinToken, script);
      return { answer: { joinToken, command, expiresAt }, subject: `invitation ${id}`, after: { id, expiresAt } };
    });
  };
}

export function renameHost(deps: UseCaseDeps): Handler<'host.rename'> {
  return (context, input) =>
    deps.changes.makeAs({ operation: 'host.rename', context, input, subject: `host ${input.id}` }, async (stores, caller) => {
      const row = await hostOr404(stores, asId<HostId>(input.id));
      const { id, name: before } = row.host;
      refuseUnlessHostAllows(row, 'rename');
      await stores.hosts.rename(id, input.name);
      // The members carry the name: those who see a host fail are told to people by it.
      await refreshMembers(stores, deps);
      const after = await hostOr404(stores, id);
      await tell(stores, 'host.renamed', after.host, `The host ${before} is ${input.name} now`, { from: before, to: input.name });
      const subject = `host ${input.name} ${id}`;
      return { answer: toHostView(after, caller.role), subject, before: { name: before }, after: { name: input.name } };
    });
}

export function enterMaintenance(deps: UseCaseDeps): Handler<'host.enter-maintenance'> {
  return (context, input) => changeService(deps, 'host.enter-maintenance', 'maintenance-begun', context, input);
}

export function leaveMaintenance(deps: UseCaseDeps): Handler<'host.leave-maintenance'> {
  return (context, input) => changeService(deps, 'host.leave-maintenance', 'maintenance-ended', context, input);
}

type ServiceOperation = 'host.enter-maintenance' | 'host.leave-maintenance';
const ACTION = { 'host.enter-maintenance': 'enter-maintenance', 'host.leave-maintenance': 'leave-maintenance' } as const;

function changeService(
  { changes, clock }: UseCaseDeps,
  operation: ServiceOperation,
  trigger: ModeTrigger,
  context: CallContext,
  input: { readonly id: string },
): Promise<OperationOutput<ServiceOperation>> {
  return changes.makeAs<ServiceOperation>({ operation, context, input, subject: `host ${input.id}` }, async (stores, caller) => {
    await stores.hosts.lock(asId<HostId>(input.id));
    const row = await hostOr404(stores, asId<HostId>(input.id));
    refuseUnlessHostAllows(row, ACTION[operation]);
    const { id, service } = row.host;
    await moveService(stores, row.host, trigger, `by ${caller.name}`, toTimestamp(clock.now()));
    const after = await hostOr404(stores, id);
    return {
      answer: toHostView(after, caller.role),
      subject: `host ${after.host.name} ${id}`,
      before: { mode: service.mode },
      after: { mode: after.host.service.mode },
    };
  });
}

export function removeHost({ changes, tasks, definitions, clock, rng }: UseCaseDeps): Handler<'host.remove'> {
  return (context, input) =>
    changes.makeAs({ operation: 'host.remove', context, input, subject: `host ${input.id}` }, async (stores, caller) => {
      const row = await hostOr404(stores, asId<HostId>(input.id));
      refuseUnlessHostAllows(row, input.force ? 'force-remove' : 'remove');
      if (!input.force) await refuseIfHasVms(stores, row.host);
      const { id, name, agentAddress, peerId } = row.host;
      const about = { id: newId<TaskId>(clock, rng), subject: { kind: 'host', id, name } as const, requestedBy: caller.name };
      const task = await tasks.create(stores, definitions.removeHost, about, { hostId: id, force: input.force });
      return {
        answer: { task: toTaskView(task, caller.role) },
        subject: `host ${name} ${id}`,
        before: { name, agentAddress, peerId, vms: row.vmCount },
        task: task.id,
      };
    });
}
