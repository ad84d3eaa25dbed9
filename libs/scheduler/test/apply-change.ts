/** Does to a VM and a host what a change says: proof that the change is the one that was missing. */
import type { PlacementRule } from '@rapidvm/domain';
import { assertNever } from '@rapidvm/kernel';
import type { Candidate, Capacity, Change, Demand, Room } from '../src/index.ts';
import { CAPACITY } from './world.ts';

export interface Pair {
  readonly demand: Demand;
  readonly candidate: Candidate;
}

export function applyChange({ demand, candidate }: Pair, change: Change): Pair {
  const vm = (changed: Partial<Demand>): Pair => ({ demand: { ...demand, ...changed }, candidate });
  const onHost = (changed: Partial<Candidate>): Pair => ({ demand, candidate: { ...candidate, ...changed } });
  const told = (changed: (capacity: Capacity) => Partial<Capacity>): Pair =>
    onHost({ capacity: candidate.capacity && { ...candidate.capacity, ...changed(candidate.capacity) } });
  switch (change.do) {
    case 'ask-for-no-host':
      return vm({ askedFor: null });
    case 'bring-into-service':
      return onHost({ state: 'active', because: null });
    case 'wait-for-facts':
      return onHost({ capacity: CAPACITY, memoryMiB: withLimit(candidate.memoryMiB, 4096), cpus: withLimit(candidate.cpus, 64) });
    case 'use-image-for':
      return vm({ architecture: change.architecture });
    case 'allow-emulation':
      return vm({ accelerator: 'any' });
    case 'enable-kvm':
      return told(() => ({ accelerator: { kind: 'kvm', reason: '/dev/kvm' } }));
    case 'ask-for-no-cpu-model':
      return vm({ cpuModel: null });
    case 'do-without-flags':
      return vm({ cpuFlags: demand.cpuFlags.filter((flag) => !change.flags.includes(flag)) });
    case 'give-label':
      return onHost({ selectors: new Set(candidate.selectors).add(change.selector) });
    case 'take-label':
      return onHost({ selectors: without(candidate.selectors, change.selector) });
    case 'drop-rule':
      return vm({ rules: demand.rules.filter((rule) => !isMust(rule, change)) });
    case 'share-datastore': {
      const id = demand.disks?.datastoreId ?? null;
      const freeBytes = Number.MAX_SAFE_INTEGER;
      return told(({ datastores }) => ({ datastores: new Map(datastores).set(change.datastore, { id, freeBytes }) }));
    }
    case 'give-datastore':
      return told(({ datastores }) => ({
        datastores: datastoreWith(datastores, change.datastore, demand, Number.MAX_SAFE_INTEGER),
      }));
    case 'free-datastore':
      return told(({ datastores }) => {
        const free = datastores.get(change.datastore)?.freeBytes ?? 0;
        return { datastores: datastoreWith(datastores, change.datastore, demand, free + change.bytes) };
      });
    case 'give-network':
      return told(({ networks }) => ({ networks: new Set(networks).add(change.network) }));
    case 'make-vm-there':
    case 'move-vm-there':
      // One more than itself, where it is there already and means itself.
      return onHost({ residents: new Map(candidate.residents).set(change.selector, 2) });
    case 'move-vms-away':
      return onHost({ residents: lessOf(candidate.residents, change.selector) });
    case 'move-unwilling-away':
    case 'drop-their-rule':
      return onHost({ keptApart: lessOf(candidate.keptApart, change.selector) });
    case 'reduce-memory':
      return vm({ memoryMiB: change.toMiB });
    case 'free-memory':
      return onHost({ memoryMiB: freed(candidate.memoryMiB, change.mib) });
    case 'raise-memory-ratio':
      return onHost({ memoryMiB: withLimit(candidate.memoryMiB, Math.floor((candidate.capacity?.memoryMiB ?? 0) * change.to)) });
    case 'reduce-cpus':
      return vm({ cpus: change.to });
    case 'free-cpus':
      return onHost({ cpus: freed(candidate.cpus, change.cpus) });
    case 'raise-cpu-ratio':
      return onHost({ cpus: withLimit(candidate.cpus, Math.floor((candidate.capacity?.cpus ?? 0) * change.to)) });
    default:
      return assertNever(change);
  }
}

const withLimit = (room: Room, limit: number): Room => ({ ...room, limit });
const freed = (room: Room, amount: number): Room => ({ ...room, used: room.used - amount });

function without<T>(set: ReadonlySet<T>, gone: T): ReadonlySet<T> {
  return new Set([...set].filter((each) => each !== gone));
}

function lessOf(counts: ReadonlyMap<string, number>, selector: string): ReadonlyMap<string, number> {
  return new Map([...counts].filter(([key]) => key !== selector));
}

function isMust(rule: PlacementRule, { about, wish, selector }: Pick<PlacementRule, 'about' | 'wish' | 'selector'>): boolean {
  return rule.strength === 'must' && rule.about === about && rule.wish === wish && rule.selector === selector;
}

function datastoreWith(
  datastores: Capacity['datastores'],
  name: string,
  { disks }: Demand,
  freeBytes: number,
): Capacity['datastores'] {
  const id = datastores.get(name)?.id ?? disks?.datastoreId ?? null;
  return new Map(datastores).set(name, { id, freeBytes });
}
