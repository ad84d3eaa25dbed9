/** One attempt to connect: round trips that may lose packets, a peer that may be frozen, a door that may be shut. */
import type { PeerId } from '@rapidvm/mesh-core';
import {
  CONNECT_TIMEOUT_MS,
  DIAL_ROUND_TRIPS,
  DIAL_TIMEOUT_MS,
  FIRST_RETRANSMIT_MS,
  HANDSHAKE_MS,
  SYN_RETRANSMIT_MS,
} from './limits.ts';
import type { SimHost } from './host.ts';
import type { SimProcess } from './process.ts';
import type { World } from './world.ts';

export class Dial {
  readonly #world: World;
  readonly #from: SimProcess;
  readonly #peer: PeerId;
  readonly #target: SimHost | undefined;
  #done = false;
  /** The other kernel has answered. */
  #answered = false;

  constructor(world: World, from: SimProcess, peer: PeerId, addresses: readonly string[]) {
    this.#world = world;
    this.#from = from;
    this.#peer = peer;
    this.#target = addresses.map((address) => world.hostAt(address)).find((host) => host !== undefined);
  }

  begin(): void {
    this.#world.later(CONNECT_TIMEOUT_MS, () => {
      if (!this.#answered) this.#fail('unreachable');
    });
    this.#world.later(DIAL_TIMEOUT_MS, () => this.#fail('unreachable'));
    this.#roundTrip(DIAL_ROUND_TRIPS, SYN_RETRANSMIT_MS);
  }

  #roundTrip(left: number, retransmitMs: number): void {
    const target = this.#target;
    if (this.#done || target === undefined || !this.#from.alive) return;
    const { paths } = this.#world;
    const from = this.#from.host;
    if (!paths.arrives(from.index, target.index) || !paths.arrives(target.index, from.index)) {
      this.#world.later(retransmitMs, () => this.#roundTrip(left, 2 * retransmitMs));
      return;
    }
    const tripMs = this.#world.delay(from, target) + this.#world.delay(target, from);
    this.#world.later(tripMs, () => {
      this.#answered = true;
      if (target.process === null) this.#fail('refused');
      else if (left > 1) this.#roundTrip(left - 1, FIRST_RETRANSMIT_MS);
      else this.#world.later(HANDSHAKE_MS, () => this.#knock(target));
    });
  }

  /** The accepting program decides, as soon as it runs. */
  #knock(target: SimHost): void {
    const process = target.process;
    if (this.#done || !this.#from.alive) return;
    if (process === null) this.#fail('refused');
    else if (process.paused) process.whenItRuns(() => this.#knock(target));
    else if (target.peerId !== this.#peer || !process.admitted.has(this.#from.host.peerId)) this.#fail('unreachable');
    else {
      this.#done = true;
      this.#world.connect(this.#from, process);
    }
  }

  #fail(reason: 'refused' | 'unreachable'): void {
    if (this.#done) return;
    this.#done = true;
    if (this.#from.alive) this.#from.dialFailed(this.#peer, reason);
  }
}
