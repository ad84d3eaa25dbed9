import type { HostId } from '@rapidvm/kernel';
import { asId, notFound } from '@rapidvm/kernel';
import type { AppDeps } from '../deps.ts';
import { given, pageOf } from '../page-query.ts';
import type { Handler } from '../ports/index.ts';
import { toHostView, toPage } from '../views.ts';

export function listHosts({ database }: Pick<AppDeps, 'database'>): Handler<'host.list'> {
  return async (_context, input) => {
    const filter = { ...given({ name: input.name }), ...(input.ids && { ids: input.ids.map((id) => asId<HostId>(id)) }) };
    return toPage(await database.read.hosts.list(filter, pageOf(input)), toHostView);
  };
}

export function getHost({ database }: Pick<AppDeps, 'database'>): Handler<'host.get'> {
  return async (_context, input) => {
    const row = await database.read.hosts.get(asId<HostId>(input.id));
    if (row === null) throw notFound('host', input.id);
    return toHostView(row);
  };
}
