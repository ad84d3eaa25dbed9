/**
 * The hosts as the scheduler sees them. Counters and neighbours are read anew for every decision; what a host is, is kept until its row or its
 * facts say that it has changed, because reading a thousand hosts' facts costs more than deciding.
 */
import type { CapacityLimits, Host, HostPlacement, PlacementDefaults } from '@rapidvm/domain';
import { capacityLimits, DEFAULT_NETWORK, PLACEMENT_DEFAULTS, selectorsOf, usableMemoryMiB } from '@rapidvm/domain';
import type { Clock, Generation, HostId, ImageId } from '@rapidvm/kernel';
import { NO_GENERATION } from '@rapidvm/kernel';
import type { Candidate, Capacity, Demand, Picture, Room } from '@rapidvm/scheduler';
import { pictureOf } from '@rapidvm/scheduler';
import { PLACEMENT } from '../limits.ts';
import type { HostCounters, Neighbours, Stores } from '../ports/index.ts';
import { ImageHosts } from './image-hosts.ts';

/** What changes rarely. */
interface KnownHost {
  readonly generation: Generation;
  readonly factsVersion: Generation;
  readonly host: Pick<Host, 'id' | 'name' | 'facts'>;
  readonly placement: HostPlacement;
  readonly lasting: Omit<Candidate, 'memoryMiB' | 'cpus' | 'images' | 'residents' | 'keptApart'>;
}

export interface HostPicture {
  readonly picture: Picture;
  readonly hosts: ReadonlyMap<HostId, Pick<Host, 'id' | 'name' | 'facts'>>;
  /** Limits that the hosts' rows do not have yet. */
  readonly newLimits: readonly (CapacityLimits & { readonly hostId: HostId })[];
}

const NO_ROOM: Room = { limit: 0, used: 0, inFlight: 0 };
const NO_COUNTS: ReadonlyMap<string, number> = new Map();
const NO_IMAGES: ReadonlySet<ImageId> = new Set();

export class HostPictures {
  readonly images: ImageHosts;
  readonly #known = new Map<HostId, KnownHost>();

  constructor(clock: Pick<Clock, 'monotonic'>) {
    this.images = new ImageHosts(clock);
  }

  /** Hosts known so far. */
  get size(): number {
    return this.#known.size;
  }

  /** The hosts alone: for those who make demands of them. */
  async hosts(stores: Stores): Promise<{ readonly counters: readonly HostCounters[]; readonly hosts: HostPicture['hosts'] }> {
    const counters = await stores.placement.counters();
    await this.#refresh(stores, counters);
    const hosts = counters.map(({ hostId }) => this.#known.get(hostId)).filter((known) => known !== undefined);
    return { counters, hosts: new Map(hosts.map(({ host }) => [host.id, host])) };
  }

  /** One moment of all hosts, with what these demands need to know of their VMs. */
  async take(stores: Stores, demandsOf: (hosts: HostPicture['hosts']) => Promise<readonly Demand[]>): Promise<HostPicture> {
    const { counters, hosts } = await this.hosts(stores);
    const demands = await demandsOf(hosts);
    const defaults = (await stores.placement.defaults()) ?? PLACEMENT_DEFAULTS;
    const images = await this.images.read(stores.placement, new Set(demands.map(({ imageId }) => imageId)));
    const neighbours = index(await neighboursOf(stores, demands));
    const candidates: Candidate[] = [];
    const newLimits: (CapacityLimits & { readonly hostId: HostId })[] = [];
    for (const each of counters) {
      const known = this.#known.get(each.hostId);
      if (known === undefined) continue;
      const limits = limitsOf(known, defaults);
      if (limits !== null && !hasLimits(each, limits)) newLimits.push({ hostId: each.hostId, ...limits });
      candidates.push({
        ...known.lasting,
        ...roomOf(each, limits),
        ...neighbours(each.hostId),
        images: images.get(each.hostId) ?? NO_IMAGES,
      });
    }
    return { picture: pictureOf(candidates), hosts, newLimits };
  }

  async #refresh(stores: Stores, counters: readonly HostCounters[]): Promise<void> {
    const stale = counters.filter(({ hostId, generation, factsVersion }) => {
      const known = this.#known.get(hostId);
      return known === undefined || known.generation !== generation || known.factsVersion !== factsVersion;
    });
    if (this.#known.size > counters.length) this.#forgetAllBut(new Set(counters.map(({ hostId }) => hostId)));
    for (let from = 0; from < stale.length; from += PLACEMENT.hostsAtOnce) {
      const ids = stale.slice(from, from + PLACEMENT.hostsAtOnce).map(({ hostId }) => hostId);
      const { items } = await stores.hosts.list({ ids }, { limit: ids.length });
      for (const { host, placement } of items) this.#known.set(host.id, toKnown(host, placement));
    }
  }

  #forgetAllBut(hosts: ReadonlySet<HostId>): void {
    for (const hostId of this.#known.keys()) if (!hosts.has(hostId)) this.#known.delete(hostId);
  }
}

function toKnown(host: Host, placement: HostPlacement): KnownHost {
  const architecture = host.facts?.inventory.architecture;
  const own = {
    host: host.id,
    ...(placement.rack !== null && { rack: placement.rack }),
    ...(architecture !== undefined && { arch: architecture }),
  };
  return {
    generation: host.generation,
    factsVersion: host.facts?.version ?? NO_GENERATION,
    host: { id: host.id, name: host.name, facts: host.facts },
    placement,
    lasting: {
      id: host.id,
      name: host.name,
      state: host.state,
      because: host.reason,
      rack: placement.rack,
      selectors: new Set(selectorsOf({ ...placement.labels, ...own })),
      capacity: capacityOf(host),
    },
  };
}

function capacityOf({ facts }: Host): Capacity | null {
  if (facts === null) return null;
  const { architecture, accelerator, cpuModel, cpuFlags, cpus, datastores } = facts.inventory;
  return {
    architecture,
    accelerator,
    cpuModel,
    cpuFlags: cpuFlags ? new Set(cpuFlags) : null,
    cpus,
    memoryMiB: usableMemoryMiB(facts.inventory),
    datastores: new Map(datastores.map(({ name, id, freeBytes }) => [name, { id: id ?? null, freeBytes }])),
    networks: new Set([DEFAULT_NETWORK.name]),
  };
}

function limitsOf({ host, placement }: KnownHost, defaults: PlacementDefaults): CapacityLimits | null {
  return host.facts === null ? null : capacityLimits(host.facts.inventory, placement, defaults);
}

function hasLimits({ room }: HostCounters, limits: CapacityLimits): boolean {
  return room !== null && room.memoryMiB.limit === limits.memoryMiB && room.cpus.limit === limits.cpus;
}

/** With the limits as they must be, whatever the row says still. */
function roomOf({ room }: HostCounters, limits: CapacityLimits | null): Pick<Candidate, 'memoryMiB' | 'cpus'> {
  const { memoryMiB, cpus } = room ?? { memoryMiB: NO_ROOM, cpus: NO_ROOM };
  return limits === null
    ? { memoryMiB, cpus }
    : { memoryMiB: { ...memoryMiB, limit: limits.memoryMiB }, cpus: { ...cpus, limit: limits.cpus } };
}

async function neighboursOf(stores: Stores, demands: readonly Demand[]): Promise<Neighbours> {
  const vmRules = demands.flatMap(({ rules }) => rules.filter(({ about }) => about === 'vms'));
  const selectors = new Set(vmRules.map(({ selector }) => selector));
  const own = new Set(demands.flatMap((demand) => [...demand.selectors]));
  return stores.placement.neighbours([...selectors], [...own]);
}

/** What there is on one host. */
function index({ residents, keptApart }: Neighbours) {
  const residentsOf = countsByHost(residents);
  const keptApartOn = countsByHost(keptApart);
  return (hostId: HostId): Pick<Candidate, 'residents' | 'keptApart'> => ({
    residents: residentsOf.get(hostId) ?? NO_COUNTS,
    keptApart: keptApartOn.get(hostId) ?? NO_COUNTS,
  });
}

function countsByHost(rows: Neighbours['residents']): ReadonlyMap<HostId, ReadonlyMap<string, number>> {
  const counts = new Map<HostId, Map<string, number>>();
  for (const { hostId, selector, count } of rows) {
    counts.set(hostId, (counts.get(hostId) ?? new Map<string, number>()).set(selector, count));
  }
  return counts;
}
