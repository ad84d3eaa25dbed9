import type { HostId, TaskId } from '@rapidvm/kernel';
import { asId, MINUTE_MS, newId, notFound, toTimestamp } from '@rapidvm/kernel';
import { formatJoinToken } from '@rapidvm/domain';
import type { Handler } from '../ports/index.ts';
import { newSecretHex } from '../access/secrets.ts';
import type { UseCaseDeps } from '../use-case-deps.ts';
import { toTaskView } from '../views.ts';
import { refuseIfHasVms } from './refuse-if-has-vms.ts';

/** The secret is in the answer only; what is stored is its SHA-256. */
export function inviteHost({ changes, authority, keys, controllerUrls, clock, rng }: UseCaseDeps): Handler<'host.invite'> {
  return (context, input) =>
    changes.makeAs({ operation: 'host.invite', context, input, subject: 'host invitation' }, async (stores, caller) => {
      const id: string = newId(clock, rng);
      const secret = newSecretHex(rng);
      const expiresAt = toTimestamp(clock.now() + input.validMinutes * MINUTE_MS);
      await stores.access.insertInvitation({ id, secretHash: keys.sha256(secret), expiresAt, createdBy: caller.name });
      const joinToken = formatJoinToken({ id, secret, fingerprint: authority.fingerprint, urls: controllerUrls() });
      return { answer: { joinToken, expiresAt }, subject: `invitation ${id}`, after: { id, expiresAt } };
    });
}

export function removeHost({ changes, tasks, definitions, clock, rng }: UseCaseDeps): Handler<'host.remove'> {
  return (context, input) =>
    changes.makeAs({ operation: 'host.remove', context, input, subject: `host ${input.id}` }, async (stores, caller) => {
      const row = await stores.hosts.get(asId<HostId>(input.id));
      if (row === null) throw notFound('host', input.id);
      await refuseIfHasVms(stores, row.host);
      const { id, name, agentAddress, peerId } = row.host;
      const about = { id: newId<TaskId>(clock, rng), subject: { kind: 'host', id, name } as const, requestedBy: caller.name };
      const task = await tasks.create(stores, definitions.removeHost, about, { hostId: id });
      return {
        answer: { task: toTaskView(task) },
        subject: `host ${name} ${id}`,
        before: { name, agentAddress, peerId },
        task: task.id,
      };
    });
}
