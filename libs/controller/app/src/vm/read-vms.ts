import type { HostId, VmId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import { roleOf } from '../access/role-of.ts';
import type { AppDeps } from '../deps.ts';
import { pageOf, given } from '../page-query.ts';
import type { Handler } from '../ports/index.ts';
import { vmOr404 } from '../refusals.ts';
import { toPage, toVmView } from '../views.ts';

export function listVms({ database }: Pick<AppDeps, 'database'>): Handler<'vm.list'> {
  return async (context, input) => {
    const { ids, hostId, ...rest } = input;
    const filter = {
      ...given({ name: rest.name, search: rest.search, states: rest.states }),
      ...(ids && { ids: ids.map((id) => asId<VmId>(id)) }),
      ...(hostId && { hostId: asId<HostId>(hostId) }),
    };
    const page = await database.read.vms.list(filter, pageOf(input));
    return toPage(page, (row) => toVmView(row, roleOf(context)));
  };
}

export function getVm({ database }: Pick<AppDeps, 'database'>): Handler<'vm.get'> {
  return async (context, input) => toVmView(await vmOr404(database.read, asId<VmId>(input.id)), roleOf(context));
}
