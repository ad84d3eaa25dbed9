/** What people want of a host, and how that changes: one edge of the table at a time, told as an event. */
import type { Host, ModeTrigger } from '@rapidvm/domain';
import { nextMode } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { notFound, RapidError } from '@rapidvm/kernel';
import { tell } from '../change/tell.ts';
import type { HostRow, Stores } from '../ports/index.ts';

/** The host, or `not-found`. */
export async function hostOr404(stores: Stores, id: HostId): Promise<HostRow> {
  const row = await stores.hosts.get(id);
  if (row === null) throw notFound('host', id);
  return row;
}

/** Takes the edge that `trigger` names. Refuses `invalid-edge` where there is none, `unavailable` when somebody else was faster. */
export async function moveService(
  stores: Stores,
  host: Host,
  trigger: ModeTrigger,
  reason: string | null,
  at: string,
): Promise<void> {
  const from = host.service.mode;
  const mode = nextMode(from, trigger);
  const taken = await stores.hosts.setService(host.id, from, { mode, since: at, reason });
  if (!taken) {
    const details = { what: `host ${host.name}`, cause: 'it was changed at the same moment' };
    throw new RapidError(
      'unavailable',
      `The host ${host.name} was changed at the same moment`,
      details,
      'Look at it, then try again',
    );
  }
  const why = reason === null ? '' : `, ${reason}`;
  await tell(stores, 'host.service-changed', host, `The host ${host.name} is ${mode} now${why}`, { from, to: mode, reason });
}
