/** Keeps what this host says of itself up to date: load often, inventory now and then, both under one version that only grows. */
import type { HostFacts, HostHardware, HostInventory, HostLoad } from '@rapidvm/domain';
import type { Logger, Timer, Timers } from '@rapidvm/kernel';
import { RapidError, toErrorRecord } from '@rapidvm/kernel';
import { CHANGE_GAP_MS, DATASTORE_RETRY_MS, INVENTORY_REFRESH_MS, LOAD_REFRESH_MS } from '../limits.ts';
import type { MachineHost } from '../ports.ts';

export interface HostFactsWorld {
  readonly machines: Pick<MachineHost, 'inventory' | 'hardware' | 'load'>;
  /** How many the host has; the inventory leaves out those that could not be looked at. */
  readonly datastores: number;
  readonly runningVms: () => number;
  /** Rising numbers, also over restarts of the agent. */
  readonly nextChangeStamp: () => number;
  /** Gives facts this host's id and the next version: one numbering for all who hear them, on the mesh and on streams. */
  readonly stamp: (facts: Omit<HostFacts, 'hostId' | 'version'>) => HostFacts;
  readonly timers: Timers;
  readonly logger: Logger;
  readonly onFacts: (facts: HostFacts) => void;
}

export class HostFactsSource {
  readonly #world: HostFactsWorld;
  #inventory: HostInventory | null = null;
  #load: HostLoad | null = null;
  #hardware: HostHardware | null = null;
  #facts: HostFacts | null = null;
  #changeStamp: number;
  #sinceInventoryMs = 0;
  #untilInventoryMs = INVENTORY_REFRESH_MS;
  /** Inventories in a row in which a datastore was missing. */
  #incomplete = 0;
  #nextLook: Timer | null = null;
  #nextChange: Timer | null = null;
  #closed = false;

  constructor(world: HostFactsWorld) {
    this.#world = world;
    this.#changeStamp = world.nextChangeStamp();
  }

  /** Looks at once and then on its own. The first look may take seconds (what the processor can do is tried out). */
  start(): void {
    void this.#look();
  }

  /** The host was looked at. */
  get isKnown(): boolean {
    return this.#facts !== null;
  }

  /** The newest facts. Refuses with `unavailable` before the first look. */
  get facts(): HostFacts {
    if (this.#facts !== null) return this.#facts;
    const details = { what: 'host facts', cause: 'the agent is starting' };
    throw new RapidError('unavailable', 'The host is not known yet', details, 'Try again in a second');
  }

  /** A VM has changed: who has seen an older stamp knows that something was missed. Changes close together are told once. Never throws. */
  vmChanged(): void {
    this.#changeStamp = this.#world.nextChangeStamp();
    if (this.#nextChange !== null || this.#closed) return;
    this.#nextChange = this.#world.timers.after(CHANGE_GAP_MS, () => {
      this.#nextChange = null;
      this.#publish();
    });
  }

  close(): void {
    this.#closed = true;
    this.#nextLook?.cancel();
    this.#nextChange?.cancel();
  }

  async #look(): Promise<void> {
    try {
      this.#sinceInventoryMs += LOAD_REFRESH_MS;
      if (this.#inventory === null || this.#sinceInventoryMs >= this.#untilInventoryMs) {
        this.#inventory = await this.#world.machines.inventory();
        this.#sinceInventoryMs = 0;
        this.#untilInventoryMs = this.#nextInventoryMs(this.#inventory);
      }
      this.#load = await this.#world.machines.load();
      this.#hardware = await this.#world.machines.hardware();
      this.#publish();
    } catch (error) {
      this.#complain(error);
    }
    if (!this.#closed) this.#nextLook = this.#world.timers.after(LOAD_REFRESH_MS, () => void this.#look());
  }

  #nextInventoryMs({ datastores }: HostInventory): number {
    this.#incomplete = datastores.length < this.#world.datastores ? this.#incomplete + 1 : 0;
    return this.#incomplete === 0
      ? INVENTORY_REFRESH_MS
      : Math.min(DATASTORE_RETRY_MS * 2 ** (this.#incomplete - 1), INVENTORY_REFRESH_MS);
  }

  #publish(): void {
    if (this.#inventory === null || this.#load === null || this.#closed) return;
    try {
      const load = { ...this.#load, runningVms: this.#world.runningVms() };
      const stamped = this.#world.stamp({ inventory: this.#inventory, load, changeStamp: this.#changeStamp });
      // Not before the mesh has its part: that is the same for all who hear it.
      this.#facts = { ...stamped, hardware: this.#hardware };
      this.#world.onFacts(this.#facts);
    } catch (error) {
      this.#complain(error);
    }
  }

  #complain(error: unknown): void {
    this.#world.logger.warn('The host could not be looked at; its last facts stay', { cause: toErrorRecord(error).message });
  }
}
