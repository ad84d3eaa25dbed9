import type { HostId } from '@rapidvm/kernel';
import { asId, notFound } from '@rapidvm/kernel';
import { roleOf } from '../access/role-of.ts';
import type { AppDeps } from '../deps.ts';
import { given, pageOf } from '../page-query.ts';
import type { Handler } from '../ports/index.ts';
import { toPage } from '../views.ts';
import { toHostView } from './host-view.ts';

export function listHosts({ database }: Pick<AppDeps, 'database'>): Handler<'host.list'> {
  return async (context, input) => {
    const filter = { ...given({ name: input.name }), ...(input.ids && { ids: input.ids.map((id) => asId<HostId>(id)) }) };
    return toPage(await database.read.hosts.list(filter, pageOf(input)), (row) => toHostView(row, roleOf(context)));
  };
}

export function getHost({ database }: Pick<AppDeps, 'database'>): Handler<'host.get'> {
  return async (context, input) => {
    const row = await database.read.hosts.get(asId<HostId>(input.id));
    if (row === null) throw notFound('host', input.id);
    return toHostView(row, roleOf(context));
  };
}
