/** This host's claim on the disks of one VM: taken before QEMU starts, given back when it has ended, however long the datastore takes for that. */
import type { MachineSpec } from '@rapidvm/domain';
import type { HostId, Logger, Timer, Timers } from '@rapidvm/kernel';
import { CLAIM_RETRY_MS } from '../limits.ts';
import type { DiskStore } from '../ports.ts';

export interface ClaimWorld {
  readonly disks: DiskStore;
  readonly timers: Timers;
  readonly logger: Logger;
}

export class VmClaim {
  readonly #world: ClaimWorld;
  /** Claims are taken and given back one after the other, in the order asked. */
  #turn: Promise<void> = Promise.resolve();
  #retry: Timer | null = null;
  #closed = false;

  constructor(world: ClaimWorld) {
    this.#world = world;
  }

  /** Refuses `in-use`, and what the datastore fails of. */
  take(spec: MachineSpec, replaces: HostId | null): Promise<void> {
    this.#retry?.cancel();
    return this.#next(() => this.#world.disks.claim(spec, replaces));
  }

  /** Returns at once. A datastore that does not answer is asked again until it does, or until the VM is started again. */
  giveBack(spec: MachineSpec): void {
    void this.giveBackNow(spec).catch((error: unknown) => {
      this.#world.logger.error('The claim on the disks could not be given back and is tried again', error);
      if (!this.#closed) this.#retry = this.#world.timers.after(CLAIM_RETRY_MS, () => this.giveBack(spec));
    });
  }

  /** Fails when the datastore does. */
  giveBackNow(spec: MachineSpec): Promise<void> {
    this.#retry?.cancel();
    return this.#next(() => this.#world.disks.release(spec));
  }

  /** Claims stay as they are: QEMU goes on without the agent. */
  close(): void {
    this.#closed = true;
    this.#retry?.cancel();
  }

  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
