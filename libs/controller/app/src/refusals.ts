/** Refusals that several use-cases make. */
import type { Host, TaskKind, VmAction } from '@rapidvm/domain';
import { ALLOWED_IN, CAN_COMMAND } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';
import { notFound, RapidError } from '@rapidvm/kernel';
import type { Stores, VmRow } from './ports/index.ts';
import { verdictsFor } from './views.ts';

/** The VM, or `not-found`. */
export async function vmOr404(stores: Stores, id: VmId): Promise<VmRow> {
  const row = await stores.vms.get(id);
  if (row === null) throw notFound('VM', id);
  return row;
}

/**
 * The VM for a command about it, or `not-found`. Who comes second of two at once sees what the first has begun and is told that; its row alone
 * would say no more than that it was changed.
 */
export async function vmToCommandOr404(stores: Stores, id: VmId): Promise<VmRow> {
  const row = await stores.vms.getToChange(id);
  if (row === null) throw notFound('VM', id);
  return row;
}

/** Refuses with the very reason the VM's `allowedActions` show. Rights have been checked before. */
export function refuseUnlessAllowed(row: VmRow, action: VmAction): void {
  const verdict = verdictsFor(row, 'admin').find((each) => each.action === action);
  if (verdict === undefined || verdict.allowed) return;
  const { intent, observed } = row;
  switch (verdict.code) {
    case 'host-unreachable': {
      const details = { host: row.hostName ?? 'none', since: observed.since, cause: verdict.reason };
      throw new RapidError('host-unreachable', `The VM ${intent.name} can't be seen: ${verdict.reason}`, details, verdict.hint);
    }
    case 'console-unavailable': {
      const details = { vm: intent.name, console: action, reason: verdict.reason };
      throw new RapidError('console-unavailable', verdict.reason, details, verdict.hint);
    }
    case 'wrong-state':
    case 'not-permitted': {
      const details = { kind: 'vm', id: intent.id, state: observed.state, action, allowedIn: ALLOWED_IN[action] };
      throw new RapidError('wrong-state', verdict.reason, details, verdict.hint);
    }
  }
}

/** Refuses a command for a host that would not get it. */
export function refuseUnlessReachable(host: Host): void {
  if (CAN_COMMAND.includes(host.state)) return;
  const cause = host.reason ?? `it is ${host.state}`;
  const details = { host: host.name, since: host.since, cause };
  throw new RapidError(
    'host-unreachable',
    `The host ${host.name} can't be reached: ${cause}`,
    details,
    'Bring the host back, then try again',
  );
}

export function cancelled(task: TaskKind, step: string): RapidError<'cancelled'> {
  return new RapidError(
    'cancelled',
    `The task ${task} was cancelled while it was at “${step}”`,
    { task, step },
    'Begin it again if it is still wanted',
  );
}
