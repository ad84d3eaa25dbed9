/** Keeps what this host says of itself up to date: load often, inventory now and then, both under one version that only grows. */
import type { HostFacts, HostInventory, HostLoad } from '@rapidvm/domain';
import type { Generation, HostId, Logger, Timer, Timers } from '@rapidvm/kernel';
import { RapidError, toErrorRecord } from '@rapidvm/kernel';
import { INVENTORY_REFRESH_MS, LOAD_REFRESH_MS } from '../limits.ts';
import type { DiskStore, MachineHost } from '../ports.ts';

export interface HostFactsWorld {
  readonly hostId: HostId;
  readonly agentVersion: string;
  readonly machines: Pick<MachineHost, 'inventory' | 'load'>;
  readonly disks: Pick<DiskStore, 'usage'>;
  readonly runningVms: () => number;
  readonly nextVersion: () => Generation;
  readonly timers: Timers;
  readonly logger: Logger;
  readonly onFacts: (facts: HostFacts) => void;
}

export class HostFactsSource {
  readonly #world: HostFactsWorld;
  #inventory: HostInventory | null = null;
  #facts: HostFacts | null = null;
  #changeStamp: number;
  #sinceInventoryMs = 0;
  #timer: Timer | null = null;
  #closed = false;

  constructor(world: HostFactsWorld) {
    this.#world = world;
    this.#changeStamp = world.nextVersion();
  }

  /** Looks for the first time and then on its own. Throws what the first look failed of. */
  async start(): Promise<void> {
    await this.#refreshInventory();
    await this.#refreshLoad();
    this.#again();
  }

  /** The newest facts. Refuses with `unavailable` before {@link start} has resolved. */
  get facts(): HostFacts {
    if (this.#facts !== null) return this.#facts;
    throw new RapidError('unavailable', 'The host is not known yet', { what: 'host facts', cause: 'the agent is starting' }, 'Try again in a second');
  }

  /** A VM has changed: readers who have seen an older stamp know that they missed something. */
  vmChanged(): void {
    this.#changeStamp = this.#world.nextVersion();
    if (this.#facts !== null) this.#publish({ ...this.#facts.load, runningVms: this.#world.runningVms() });
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  #again(): void {
    if (this.#closed) return;
    this.#timer = this.#world.timers.after(LOAD_REFRESH_MS, () => void this.#look());
  }

  async #look(): Promise<void> {
    try {
      this.#sinceInventoryMs += LOAD_REFRESH_MS;
      if (this.#sinceInventoryMs >= INVENTORY_REFRESH_MS) await this.#refreshInventory();
      await this.#refreshLoad();
    } catch (error) {
      this.#world.logger.warn('The host could not be looked at; its last facts stay', { cause: toErrorRecord(error).message });
    }
    this.#again();
  }

  async #refreshInventory(): Promise<void> {
    const [inventory, datastores] = await Promise.all([this.#world.machines.inventory(), this.#world.disks.usage()]);
    this.#inventory = { ...inventory, agentVersion: this.#world.agentVersion, datastores };
    this.#sinceInventoryMs = 0;
  }

  async #refreshLoad(): Promise<void> {
    const load = await this.#world.machines.load();
    this.#publish({ ...load, runningVms: this.#world.runningVms() });
  }

  #publish(load: HostLoad): void {
    if (this.#inventory === null || this.#closed) return;
    const { hostId, nextVersion } = this.#world;
    this.#facts = { hostId, version: nextVersion(), inventory: this.#inventory, load, changeStamp: this.#changeStamp };
    this.#world.onFacts(this.#facts);
  }
}
