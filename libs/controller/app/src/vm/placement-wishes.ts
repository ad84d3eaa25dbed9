/** What a user asks of the place of a VM → what its spec keeps: hosts and VMs by id, so that a rename changes nothing. */
import type { Host, PlacementRule, Selector, VmPlacement } from '@rapidvm/domain';
import { parseSelector, PLACEMENT_WISH_LIMITS } from '@rapidvm/domain';
import { invalidInput, isUuid, notFound } from '@rapidvm/kernel';
import type { VmCreate } from '@rapidvm/operations';
import type { Stores } from '../ports/index.ts';

type Wish = Pick<PlacementRule, 'about' | 'wish' | 'strength'>;
type RuleField =
  'onHosts' | 'notOnHosts' | 'preferHosts' | 'avoidHosts' | 'nearVms' | 'apartFromVms' | 'preferNearVms' | 'preferApartFromVms';

const RULES: Readonly<Record<RuleField, Wish>> = {
  onHosts: { about: 'hosts', wish: 'with', strength: 'must' },
  notOnHosts: { about: 'hosts', wish: 'without', strength: 'must' },
  preferHosts: { about: 'hosts', wish: 'with', strength: 'should' },
  avoidHosts: { about: 'hosts', wish: 'without', strength: 'should' },
  nearVms: { about: 'vms', wish: 'with', strength: 'must' },
  apartFromVms: { about: 'vms', wish: 'without', strength: 'must' },
  preferNearVms: { about: 'vms', wish: 'with', strength: 'should' },
  preferApartFromVms: { about: 'vms', wish: 'without', strength: 'should' },
};

type Wishes = Pick<VmCreate, 'accelerator' | 'cpuModel' | 'cpuFlags' | RuleField>;

const RULE_FIELDS: readonly RuleField[] = [
  ...(['onHosts', 'notOnHosts', 'preferHosts', 'avoidHosts'] as const),
  ...(['nearVms', 'apartFromVms', 'preferNearVms', 'preferApartFromVms'] as const),
];

/** Refuses `not-found` for a host or VM that is named and not there, `invalid-input` for too many rules. */
export async function wishesOf(stores: Stores, hosts: readonly Host[], input: Wishes): Promise<VmPlacement> {
  const rules: PlacementRule[] = [];
  for (const field of RULE_FIELDS) {
    for (const selector of new Set(input[field])) {
      const wish = RULES[field];
      const meant = wish.about === 'hosts' ? hostById(hosts, selector) : await vmById(stores, selector);
      rules.push({ ...wish, selector: meant });
    }
  }
  if (rules.length > PLACEMENT_WISH_LIMITS.maxRules) throw tooMany(rules.length);
  return { accelerator: input.accelerator, cpuModel: input.cpuModel ?? null, cpuFlags: [...new Set(input.cpuFlags)], rules };
}

function hostById(hosts: readonly Host[], selector: Selector): Selector {
  const { key, value } = parseSelector(selector);
  if (key !== 'host' || value === null) return selector;
  const host = hosts.find(({ id, name }) => id === value || name === value);
  if (host === undefined) throw notFound('host', value);
  return `host=${host.id}`;
}

async function vmById(stores: Stores, selector: Selector): Promise<Selector> {
  const { key, value } = parseSelector(selector);
  if (key !== 'vm' || value === null || isUuid(value)) return selector;
  const vm = await stores.vms.findByName(value);
  if (vm === null) throw notFound('VM', value);
  return `vm=${vm.intent.id}`;
}

function tooMany(count: number) {
  const { maxRules } = PLACEMENT_WISH_LIMITS;
  return invalidInput([{ field: 'rules', value: String(count), rule: `there must be at most ${maxRules} in all` }]);
}
