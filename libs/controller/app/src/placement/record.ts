/** The scheduler's answer as it is kept, told and refused with. */
import type { VmIntent } from '@rapidvm/domain';
import type { HostRefusal, NameSelector, Placement } from '@rapidvm/scheduler';
import { countByCode, describe, nearestFirst, SCHEDULER_LIMITS } from '@rapidvm/scheduler';
import { selectedId } from '@rapidvm/domain';
import { RapidError } from '@rapidvm/kernel';
import type { DecisionRecord } from './decision-record.ts';

/** Hosts named in the one sentence of a refusal; its details have more. */
const NAMED_IN_MESSAGE = 5;
/** Hosts in the details of a refusal, the nearest to fitting first: what a person looks through. */
const TOLD_IN_ERROR = 50;

export function recordOf(
  placement: Placement,
  about: Pick<DecisionRecord, 'at' | 'operation'>,
  nameSelector: NameSelector,
): DecisionRecord {
  const { hostId, hostName, reason, score, scores, fitting, refusals } = placement;
  const told = nearestFirst(refusals).slice(0, SCHEDULER_LIMITS.toldRefusals);
  return {
    ...about,
    ...{ hostId, hostName, reason, score, scores, fitting },
    refused: told.map((refusal) => ({
      hostId: refusal.hostId,
      hostName: refusal.hostName,
      ...describe(refusal.obstacle, nameSelector),
    })),
    refusedByCode: countByCode(refusals),
  };
}

/** Refuses with every host's reason and the nearest change with which it would fit. */
export function noHostFits(
  refusals: readonly HostRefusal[],
  nameSelector: NameSelector = (selector) => selector,
): RapidError<'no-host-fits'> {
  const told = nearestFirst(refusals)
    .slice(0, TOLD_IN_ERROR)
    .map(({ hostName, obstacle }) => {
      const { code, reason, change } = describe(obstacle, nameSelector);
      return { host: hostName, code, reason, change };
    });
  const named = told.slice(0, NAMED_IN_MESSAGE).map(({ host, reason }) => `${host}: ${reason}`);
  const more = refusals.length - named.length;
  const all = `${named.join('; ')}${more > 0 ? `; and ${more} more hosts` : ''}`;
  const message = refusals.length === 0 ? 'There is no host yet' : `No host fits: ${all}`;
  const nearest = told[0];
  const hint =
    nearest === undefined
      ? 'Add a host first'
      : nearest.change === null
        ? 'Make room on a host, ask for less, or add a host'
        : `Nearest is ${nearest.host}: ${nearest.change}`;
  return new RapidError('no-host-fits', message, { refusals: told, hosts: refusals.length }, hint);
}

/** Names for the ids in selectors: hosts of the picture, and the VM itself. */
export function selectorNames(
  hosts: ReadonlyMap<string, { readonly name: string }>,
  vms: readonly Pick<VmIntent, 'id' | 'name'>[] = [],
): NameSelector {
  return (selector) => {
    const host = hosts.get(selectedId(selector, 'host') ?? '');
    if (host !== undefined) return `host=${host.name}`;
    const vm = vms.find(({ id }) => id === selectedId(selector, 'vm'));
    return vm === undefined ? selector : `vm=${vm.name}`;
  };
}
