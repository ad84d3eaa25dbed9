/** What a person types about where a new VM may go, and what is asked of the controller by it. */
import { ACCELERATOR_WISHES } from '@rapidvm/domain';
import type { OperationRequest } from '@rapidvm/operations';

const LISTS = [
  { field: 'cpuFlags', label: 'Processor features', hint: 'For example: aes, avx2' },
  { field: 'onHosts', label: 'Only on hosts with', hint: '' },
  { field: 'notOnHosts', label: 'Never on hosts with', hint: '' },
  { field: 'preferHosts', label: 'Rather on hosts with', hint: '' },
  { field: 'avoidHosts', label: 'Rather not on hosts with', hint: '' },
  { field: 'nearVms', label: 'Only beside VMs with', hint: 'On the same host as one of them' },
  { field: 'apartFromVms', label: 'Never beside VMs with', hint: 'Never on the host of one of them' },
  { field: 'preferNearVms', label: 'Rather beside VMs with', hint: '' },
  { field: 'preferApartFromVms', label: 'Rather apart from VMs with', hint: 'Nor in their rack' },
] as const;

export const WISH_FIELDS = [{ field: 'cpuModel', label: 'Processor', hint: 'Part of its name' }, ...LISTS] as const;

export type WishField = (typeof WISH_FIELDS)[number]['field'];
/** As typed. */
export type Wishes = Readonly<Record<WishField | 'accelerator', string>>;

export const NO_WISHES: Wishes = {
  accelerator: 'any',
  cpuModel: '',
  cpuFlags: '',
  onHosts: '',
  notOnHosts: '',
  preferHosts: '',
  avoidHosts: '',
  nearVms: '',
  apartFromVms: '',
  preferNearVms: '',
  preferApartFromVms: '',
};

type Asked = Pick<OperationRequest<'vm.create'>, keyof Wishes>;

/** Only what was asked for. */
export function wishesAsked(wishes: Wishes): Asked {
  const accelerator = ACCELERATOR_WISHES.find((one) => one === wishes.accelerator) ?? 'any';
  const cpuModel = wishes.cpuModel.trim();
  const lists = LISTS.map(({ field }) => [field, parts(wishes[field])] as const).filter(([, list]) => list.length > 0);
  return {
    ...(accelerator !== 'any' && { accelerator }),
    ...(cpuModel !== '' && { cpuModel }),
    ...Object.fromEntries(lists),
  };
}

function parts(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
