/**
 * A TCP connection between two processes, as the programs at its ends see it: whole messages in order, or nothing. Loss is delay, because the
 * kernel sends again; a cut is silence, because nobody tells; a message to a socket that is gone is answered with a reset.
 */
import type { PeerId } from '@rapidvm/mesh-core';
import type { Heard } from '../check/heard.ts';
import type { SimProcess } from './process.ts';
import { BUFFER_BYTES, FIRST_RETRANSMIT_MS, MAX_RETRANSMIT_MS } from './limits.ts';
import type { World } from './world.ts';

/** What travels: a message, or the end of the stream. */
type Item = Uint8Array | 'end';

/** One side of a connection: reads what the other side sent and sends to it. */
export class End {
  readonly world: World;
  readonly process: SimProcess;
  /** Who is at the other side, as authenticated. */
  readonly peer: PeerId;
  readonly heard: Heard;
  #other: End | undefined;
  open = true;
  /** Bytes that this side has sent and the other side's program has not read. */
  #unread = 0;
  /** Sent, and waiting for a retransmission that gets through. */
  #held: Item[] = [];
  #retransmitMs = FIRST_RETRANSMIT_MS;
  #lastArrival = 0;

  constructor(world: World, process: SimProcess, peer: PeerId) {
    this.world = world;
    this.process = process;
    this.peer = peer;
    this.heard = process.heardOf(peer);
  }

  static pair(world: World, a: SimProcess, b: SimProcess): readonly [End, End] {
    const first = new End(world, a, b.host.peerId);
    const second = new End(world, b, a.host.peerId);
    first.#other = second;
    second.#other = first;
    return [first, second];
  }

  get other(): End {
    if (this.#other === undefined) throw new Error('an end without another');
    return this.#other;
  }

  /** Nothing sent from here arrives before `at`. */
  notBefore(at: number): void {
    this.#lastArrival = Math.max(this.#lastArrival, at);
  }

  /** Sends a whole message; false when the buffers are full or the connection is gone, and nothing is sent. */
  send(message: Uint8Array): boolean {
    if (!this.open || this.#unread + message.length > BUFFER_BYTES) return false;
    this.#unread += message.length;
    this.#put(message);
    return true;
  }

  /** Resets the connection. The kernel says so once; if that is lost, the other side learns it when it sends something. */
  close(): void {
    if (!this.open) return;
    this.open = false;
    this.#held = [];
    if (this.world.paths.arrives(this.process.host.index, this.other.process.host.index)) this.#carry('end');
  }

  /** This side vanishes without a word: its host has lost power. */
  vanish(): void {
    this.open = false;
    this.#held = [];
  }

  /** The program at this side has read a message. */
  read(bytes: number): void {
    this.other.#unread -= bytes;
  }

  arrive(item: Item): void {
    if (!this.process.host.powered) return;
    if (!this.open || !this.process.alive) {
      // The kernel has no such socket: reset. A stream's own end needs no answer.
      if (item !== 'end' && this.other.open && this.world.paths.arrives(this.process.host.index, this.other.process.host.index)) {
        this.world.later(this.world.delay(this.process.host, this.other.process.host), () => this.other.lost());
      }
      return;
    }
    if (item === 'end') this.lost();
    else this.process.receive(this, item);
  }

  /** The kernel tells the program that the connection is gone. */
  lost(): void {
    if (!this.open) return;
    this.open = false;
    this.process.lost(this);
  }

  #put(item: Item): void {
    if (this.#held.length > 0) {
      this.#held.push(item);
      return;
    }
    const [from, to] = [this.process.host.index, this.other.process.host.index];
    if (this.world.paths.arrives(from, to)) {
      this.#carry(item);
      return;
    }
    this.#held.push(item);
    this.#retransmitMs = FIRST_RETRANSMIT_MS;
    this.world.later(this.#retransmitMs, () => this.#retransmit());
  }

  #retransmit(): void {
    if (this.#held.length === 0) return;
    if (this.world.paths.arrives(this.process.host.index, this.other.process.host.index)) {
      const held = this.#held;
      this.#held = [];
      for (const item of held) this.#carry(item);
      return;
    }
    this.#retransmitMs = Math.min(2 * this.#retransmitMs, MAX_RETRANSMIT_MS);
    this.world.later(this.#retransmitMs, () => this.#retransmit());
  }

  #carry(item: Item): void {
    const { world } = this;
    const at = world.now + world.delay(this.process.host, this.other.process.host);
    const { duplicate, copyLateMs, reorder, lateMs } = world.disorder;
    if (duplicate > 0 && item !== 'end' && world.rng.fraction() < duplicate) {
      world.at(at + copyLateMs * world.rng.fraction(), new Stray(this.other, item));
    }
    if (reorder > 0 && item !== 'end' && world.rng.fraction() < reorder) {
      world.at(at + lateMs * world.rng.fraction(), new Arrival(this.other, item));
      return;
    }
    this.#lastArrival = Math.max(this.#lastArrival, at);
    world.at(this.#lastArrival, new Arrival(this.other, item));
  }
}

class Arrival {
  readonly #end: End;
  readonly #item: Item;

  constructor(end: End, item: Item) {
    this.#end = end;
    this.#item = item;
  }

  fire(): void {
    this.#end.arrive(this.#item);
  }
}

/** A second copy of a message: comes to the reader over whatever connection the two then have. No TCP does this; a rule must not need that. */
class Stray {
  readonly #end: End;
  readonly #message: Uint8Array;

  constructor(end: End, message: Uint8Array) {
    this.#end = end;
    this.#message = message;
  }

  fire(): void {
    const { process, peer } = this.#end;
    if (process.alive && !process.paused && process.linkTo(peer) !== undefined)
      process.hear(this.#end.heard, peer, this.#message);
  }
}
