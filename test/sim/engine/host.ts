/** A machine: power, a clock of its own, and a disk that remembers what its agent must not forget. */
import type { HostId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import type { MeshMember, PeerId, Roster } from '@rapidvm/mesh-core';
import type { SimProcess } from './process.ts';
import type { World } from './world.ts';

/** How a host's monotonic clock runs. */
export interface HostClock {
  /** Own milliseconds per true millisecond. */
  readonly rate: number;
  /** What it shows at the beginning. */
  readonly startMs: number;
}

export interface Identity {
  readonly name: string;
  readonly peerId: PeerId;
  readonly address: string;
}

export class SimHost {
  readonly world: World;
  readonly index: number;
  readonly name: string;
  readonly peerId: PeerId;
  readonly hostId: HostId;
  readonly address: string;
  clock: HostClock;
  powered = true;
  process: SimProcess | null = null;
  /** On disk: how often the agent was started here. */
  starts = 0;
  /** On disk: the list of members as the agent last had it. */
  cachedRoster: Roster = { epoch: 0, members: [] };
  #clockSetAt = 0;

  constructor(world: World, index: number, identity: Identity, clock: HostClock) {
    this.world = world;
    this.index = index;
    this.name = identity.name;
    this.peerId = identity.peerId;
    this.address = identity.address;
    this.hostId = asId<HostId>(`00000000-0000-7000-8000-${String(index).padStart(12, '0')}`);
    this.clock = clock;
  }

  get member(): MeshMember {
    return { peerId: this.peerId, hostId: this.hostId, addresses: [this.address] };
  }

  /** What this host's monotonic clock shows now. */
  monotonic(): number {
    return this.clock.startMs + (this.world.now - this.#clockSetAt) * this.clock.rate;
  }

  /** The moment of virtual time at which this host's clock shows `ownMs`. */
  trueTimeOf(ownMs: number): number {
    return this.#clockSetAt + (ownMs - this.clock.startMs) / this.clock.rate;
  }

  /** A reboot sets the monotonic clock to zero. */
  resetClock(): void {
    this.clock = { rate: this.clock.rate, startMs: 0 };
    this.#clockSetAt = this.world.now;
  }
}
