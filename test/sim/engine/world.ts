/** Virtual time, hosts and the network between them. Everything that happens follows from the seed. */
import type { Rng } from '@rapidvm/kernel';
import type { MembershipEvent, MembershipInput, PeerId, Roster } from '@rapidvm/mesh-core';
import { seededRng } from '@rapidvm/testing';
import { End } from './connection.ts';
import type { CoreMaker } from './core.ts';
import type { Due } from './event-queue.ts';
import { EventQueue } from './event-queue.ts';
import type { HostClock, Identity } from './host.ts';
import { SimHost } from './host.ts';
import { MAX_AT_ONE_MOMENT } from './limits.ts';
import type { LinkQuality } from './paths.ts';
import { LAN, Paths } from './paths.ts';
import { SimProcess } from './process.ts';

/** Sees everything; decides nothing. */
export interface Watcher {
  /** What one step of one process told, in its order. */
  events(process: SimProcess, events: readonly MembershipEvent[]): void;
  started?(process: SimProcess): void;
  ended?(process: SimProcess, how: Ending): void;
  before?(process: SimProcess, input: MembershipInput): void;
  sent?(process: SimProcess, to: PeerId, message: Uint8Array): void;
}

export type Ending = 'killed' | 'left' | 'power-off';

/** What no TCP does and no rule may depend on: messages that come twice or out of order. */
export interface Disorder {
  /** Share of messages of which a second copy comes, and by how much later at most, milliseconds. */
  readonly duplicate: number;
  readonly copyLateMs: number;
  /** Share of messages that later ones may overtake, and by how much they are late at most, milliseconds. */
  readonly reorder: number;
  readonly lateMs: number;
}

export const ORDERLY: Disorder = { duplicate: 0, copyLateMs: 0, reorder: 0, lateMs: 0 };

export interface WorldOptions {
  readonly seed: number;
  readonly core: CoreMaker;
  readonly watcher: Watcher;
  readonly quality?: LinkQuality;
}

export class World {
  readonly rng: Rng;
  readonly paths: Paths;
  readonly watcher: Watcher;
  readonly hosts: SimHost[] = [];
  disorder: Disorder = ORDERLY;
  /** Called after each change of what is true: who runs, who reaches whom. */
  onChange: () => void = () => undefined;
  now = 0;
  /** How many things have happened. */
  steps = 0;
  readonly #queue = new EventQueue();
  readonly #core: CoreMaker;
  readonly #seed: number;
  readonly #byAddress = new Map<string, SimHost>();
  readonly #byPeer = new Map<PeerId, SimHost[]>();
  readonly #rosterIds = new WeakMap<Roster, ReadonlySet<PeerId>>();
  #holdsChanges = false;

  constructor(options: WorldOptions) {
    this.#seed = options.seed;
    this.rng = seededRng(options.seed);
    this.paths = new Paths(this.rng, options.quality ?? LAN, () => this.changed());
    this.#core = options.core;
    this.watcher = options.watcher;
  }

  addHost(identity: Identity, clock: HostClock): SimHost {
    const host = new SimHost(this, this.hosts.length, identity, clock);
    this.hosts.push(host);
    this.#byAddress.set(identity.address, host);
    this.#byPeer.set(identity.peerId, [...this.hostsOf(identity.peerId), host]);
    return host;
  }

  /** The hosts with this identity: one, or several where a disk was cloned. */
  hostsOf(peer: PeerId): readonly SimHost[] {
    return this.#byPeer.get(peer) ?? [];
  }

  hostAt(address: string): SimHost | undefined {
    return this.#byAddress.get(address);
  }

  peerIdsOf(roster: Roster): ReadonlySet<PeerId> {
    let ids = this.#rosterIds.get(roster);
    if (ids === undefined) this.#rosterIds.set(roster, (ids = new Set(roster.members.map(({ peerId }) => peerId))));
    return ids;
  }

  /** Starts the agent of a host that has power and no agent. */
  start(host: SimHost): void {
    if (host.process !== null || !host.powered) return;
    host.starts += 1;
    const rng = seededRng(this.#seed * 1_000_003 + host.index * 1009 + host.starts);
    const core = this.#core({ self: host.peerId, incarnation: host.starts, rng, hostId: host.hostId });
    host.process = new SimProcess(this, host, core, host.starts);
    this.watcher.started?.(host.process);
    this.changed();
    host.process.takeRoster(host.cachedRoster);
  }

  /** Ends the agent of a host, if it runs. */
  end(host: SimHost, how: Ending): void {
    const { process } = host;
    if (process === null) return;
    host.process = null;
    process.end(how === 'power-off' ? 'power-off' : 'killed');
    this.watcher.ended?.(process, how);
    this.changed();
  }

  /** Two processes have a new connection, beside any that they have already. */
  connect(dialler: SimProcess, acceptor: SimProcess): void {
    const [near, far] = End.pair(this, dialler, acceptor);
    const delay = this.delay(acceptor.host, dialler.host);
    far.notBefore(this.now + delay);
    this.later(delay, () => {
      if (!dialler.alive) near.close();
      else if (near.open) dialler.whenItRuns(() => dialler.adopt(near));
    });
    acceptor.adopt(far);
  }

  delay(from: SimHost, to: SimHost): number {
    return this.paths.delay(from.index, to.index);
  }

  at(time: number, item: Due): void {
    this.#queue.put(time, item);
  }

  later(delayMs: number, action: () => void): void {
    this.#queue.put(this.now + delayMs, { fire: action });
  }

  /** What is true has changed. */
  changed(): void {
    if (!this.#holdsChanges) this.onChange();
  }

  /**
   * Does what changes many hosts in one moment, and has it looked at once: a look at all pairs of a large hall takes its time. Only for changes
   * of one kind, as what is true in between is not seen.
   */
  asOneChange(change: () => void): void {
    this.#holdsChanges = true;
    try {
      change();
    } finally {
      this.#holdsChanges = false;
    }
    this.changed();
  }

  /** Lets everything happen that is due until then. */
  runUntil(time: number): void {
    let sinceMoment = 0;
    for (;;) {
      const next = this.#queue.nextTime();
      if (next > time) break;
      sinceMoment = next > this.now ? 0 : sinceMoment + 1;
      if (sinceMoment > MAX_AT_ONE_MOMENT) throw new Error(`time stands still at ${this.now} ms: some member spins`);
      this.now = Math.max(this.now, next);
      this.steps += 1;
      this.#queue.take()?.fire();
    }
    this.now = time;
  }
}
