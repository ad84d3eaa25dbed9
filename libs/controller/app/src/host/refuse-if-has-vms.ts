import type { Host } from '@rapidvm/domain';
import { counted, RapidError } from '@rapidvm/kernel';
import type { Stores } from '../ports/index.ts';

/** Names shown of a host that has hundreds of VMs. */
const SHOWN = 20;

/** Refuses `in-use`: a host that is removed takes the disks of its VMs with it. */
export async function refuseIfHasVms(stores: Stores, host: Host): Promise<void> {
  const names = (await stores.vms.onHost(host.id)).map(({ intent }) => intent.name);
  if (names.length === 0) return;
  const usedBy = names.slice(0, SHOWN);
  throw new RapidError(
    'in-use',
    `The host ${host.name} has ${counted(names.length, 'VM')}`,
    { kind: 'host', id: host.id, usedBy },
    'Drain it or delete its VMs first; or remove it by force',
  );
}
