/** Hosts and VMs in a real database, and as many schedulers at once as one wants, on two controllers' pools. */
import type { Place, PlaceRequest } from '@rapidvm/controller-app';
import { CapacityKeeper, Placer } from '@rapidvm/controller-app';
import type { OpenDatabase } from '@rapidvm/controller-persistence';
import type { Host, HostInventory, VmIntent, VmSpec } from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import { recordingLogger } from '@rapidvm/testing';
import { factsOf, hostNamed, imageNamed, intentNamed, now, system } from '../controller-app/world.ts';
import type { TestDatabase } from '../harness/index.ts';
import { openDatabase, startDatabase } from '../harness/index.ts';

const IMAGE = imageNamed('any');
/** Kept back on each host for itself, MiB. */
export const RESERVED_MIB = 256;

export interface Holding {
  readonly memoryMiB: number;
  readonly cpus: number;
}

export class PlacementWorld {
  readonly #first: TestDatabase;
  readonly #second: OpenDatabase;
  #names = 0;

  private constructor(first: TestDatabase, second: OpenDatabase) {
    this.#first = first;
    this.#second = second;
  }

  static async open(): Promise<PlacementWorld> {
    const first = await startDatabase();
    const world = new PlacementWorld(first, await openDatabase(first.postgres.connection));
    await world.database.transaction((stores) => stores.images.insert(IMAGE));
    return world;
  }

  get database() {
    return this.#first.database;
  }

  get read() {
    return this.database.read;
  }

  /** Each with a memory of its own of what the hosts are, on one pool or the other. */
  placers(count: number): readonly Placer[] {
    const databases = [this.#first.database, this.#second.database];
    return Array.from({ length: count }, (_, index) => {
      const database = databases[index % databases.length] ?? this.database;
      return new Placer({ database, clock: system.clock, logger: recordingLogger() });
    });
  }

  keeper(): CapacityKeeper {
    return new CapacityKeeper({ database: this.database, logger: recordingLogger() }, this.placers(1)[0]!.pictures);
  }

  /** `guestMiB`: what guests may have there. */
  async host(guestMiB: number, change: Partial<HostInventory> = {}): Promise<Host> {
    const draft = hostNamed(`h${(this.#names += 1)}`);
    const host = { ...draft, facts: factsOf(draft.id, { memoryMiB: guestMiB + RESERVED_MIB, ...change }) };
    await this.database.transaction((stores) => stores.hosts.insert(host));
    return host;
  }

  async vm(spec: Partial<VmSpec> = {}, change: Partial<VmIntent> = {}): Promise<VmIntent> {
    const draft = intentNamed(`v${(this.#names += 1)}`, IMAGE, change);
    const intent = { ...draft, spec: { ...draft.spec, ...spec } };
    await this.database.transaction((stores) => stores.vms.insert(intent, now()));
    return intent;
  }

  /** What VMs hold on a host, as its counters and as the reservations themselves say. */
  async held(hostId: HostId): Promise<{ readonly counted: Holding; readonly summed: Holding; readonly limit: Holding }> {
    const row = await this.read.hosts.get(hostId);
    const capacity = row?.capacity ?? null;
    if (capacity === null) throw new Error('the host has no limits yet');
    const summed = { memoryMiB: 0, cpus: 0 };
    for (const { intent } of await this.read.vms.onHost(hostId)) {
      const own = (await this.read.placement.holds(intent.id)).find((held) => held.hostId === hostId);
      if (own === undefined) continue;
      summed.memoryMiB += own.memoryMiB;
      summed.cpus += own.cpus;
    }
    return {
      counted: { memoryMiB: capacity.memoryMiB.used, cpus: capacity.cpus.used },
      summed,
      limit: { memoryMiB: capacity.memoryMiB.limit, cpus: capacity.cpus.limit },
    };
  }

  /** Forgets all hosts and VMs. */
  async clear(): Promise<void> {
    const { items } = await this.read.vms.list({}, { limit: 10_000 });
    await this.database.transaction(async (stores) => {
      for (const { intent } of items) await stores.vms.delete(intent.id);
      for (const { id } of await stores.hosts.all()) await stores.hosts.delete(id);
    });
  }

  async close(): Promise<void> {
    await this.#second.close();
    await this.#first.close();
  }
}

/** To run now, on any host. */
export function running(vmId: VmId, change: Partial<PlaceRequest> = {}): PlaceRequest {
  return { vmId, operation: 'create', runs: true, askedFor: null, taskId: null, generation: null, ...change };
}

export type Taken = Place | { readonly refused: unknown };

/** The place, or what it was refused with. */
export async function tried(take: Promise<Place>): Promise<Taken> {
  try {
    return await take;
  } catch (refused) {
    return { refused };
  }
}
