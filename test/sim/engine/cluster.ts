/** A cluster of named hosts, and all that can befall it. What stories and random schedules are written in. */
import type { PeerId, Roster } from '@rapidvm/mesh-core';
import type { CoreMaker } from './core.ts';
import type { HostClock } from './host.ts';
import type { SimHost } from './host.ts';
import type { LinkQuality } from './paths.ts';
import type { Disorder, Watcher } from './world.ts';
import { ORDERLY, World } from './world.ts';

export interface ClusterOptions {
  readonly members: number;
  readonly seed: number;
  readonly core: CoreMaker;
  readonly watcher: Watcher;
  readonly quality?: LinkQuality;
  /** The clock of each host; all exact when left out. */
  readonly clockOf?: (index: number) => HostClock;
  /** As long as a real one when bytes are to be counted; short when people read. */
  readonly peerIdOf?: (index: number) => PeerId;
}

/** Milliseconds within which the controller has told everybody of a new list of members. */
const ROSTER_SPREAD_MS = 200;

/** Milliseconds that a leaving agent stays, so that what it says leaves with it. */
const LEAVE_MS = 300;

/** How long an agent runs and then stands, in turns, milliseconds at the most. */
export interface Share {
  readonly runMs: number;
  readonly standMs: number;
}

const STARVED: Share = { runMs: 60, standMs: 800 };

export class Cluster {
  readonly world: World;
  #roster: Roster = { epoch: 0, members: [] };
  readonly #starved = new Map<number, Share>();

  constructor(options: ClusterOptions) {
    this.world = new World(options);
    for (let index = 0; index < options.members; index += 1) {
      const clock = options.clockOf?.(index) ?? { rate: 1, startMs: 1000 };
      const name = `h${index + 1}`;
      this.world.addHost({ name, peerId: options.peerIdOf?.(index) ?? name, address: addressOf(index) }, clock);
    }
    this.#roster = { epoch: 1, members: this.world.hosts.map(({ member }) => member) };
    for (const host of this.hosts) host.cachedRoster = this.#roster;
  }

  get hosts(): readonly SimHost[] {
    return this.world.hosts;
  }

  get roster(): Roster {
    return this.#roster;
  }

  host(name: string): SimHost {
    const host = this.hosts.find((one) => one.name === name);
    if (host === undefined) throw new Error(`no host ${name}`);
    return host;
  }

  /** Seconds of virtual time. */
  run(seconds: number): void {
    this.world.runUntil(this.world.now + seconds * 1000);
  }

  start(...hosts: readonly SimHost[]): void {
    for (const host of hosts) {
      this.world.start(host);
      this.#tellRoster(host);
    }
  }

  kill(...hosts: readonly SimHost[]): void {
    for (const host of hosts) this.world.end(host, 'killed');
  }

  /** The agent is told to go: it says so, and ends. */
  leave(...hosts: readonly SimHost[]): void {
    for (const host of hosts) {
      const { process } = host;
      if (process === null) continue;
      process.feed({ kind: 'leave' });
      this.world.later(LEAVE_MS, () => {
        if (host.process === process) this.world.end(host, 'left');
      });
    }
  }

  /** An end of the agent and a new start of it, as an upgrade does. */
  restart(...hosts: readonly SimHost[]): void {
    for (const host of hosts) {
      this.kill(host);
      this.start(host);
    }
  }

  powerOff(...hosts: readonly SimHost[]): void {
    this.world.asOneChange(() => {
      for (const host of hosts) {
        this.world.paths.power(host.index, false);
        host.powered = false;
        this.world.end(host, 'power-off');
      }
    });
  }

  powerOn(...hosts: readonly SimHost[]): void {
    for (const host of hosts) {
      this.world.paths.power(host.index, true);
      host.powered = true;
      host.resetClock();
      this.start(host);
    }
  }

  freeze(...hosts: readonly SimHost[]): void {
    for (const host of hosts) host.process?.freeze();
  }

  resume(...hosts: readonly SimHost[]): void {
    for (const host of hosts) host.process?.resume();
  }

  /** The agent gets hardly any processor time, until `feedWell`. */
  starve(...hosts: readonly SimHost[]): void {
    this.crowd(STARVED, ...hosts);
  }

  /** Others take the processor from the agent, until `feedWell`. */
  crowd(share: Share, ...hosts: readonly SimHost[]): void {
    for (const host of hosts) {
      if (this.#starved.has(host.index)) continue;
      this.#starved.set(host.index, share);
      this.#stand(host);
    }
  }

  isStarved(host: SimHost): boolean {
    return this.#starved.has(host.index);
  }

  feedWell(...hosts: readonly SimHost[]): void {
    for (const host of hosts) if (this.#starved.delete(host.index)) this.resume(host);
    this.world.changed();
  }

  partition(...groups: readonly (readonly SimHost[])[]): void {
    this.world.paths.partition(groups.map((group) => group.map(({ index }) => index)));
  }

  /** Packets from the one do not reach the others; the other way still works. */
  cutOneWay(from: SimHost, ...to: readonly SimHost[]): void {
    for (const { index } of to) this.world.paths.cut(from.index, index);
  }

  cut(one: SimHost, ...others: readonly SimHost[]): void {
    for (const other of others) {
      this.cutOneWay(one, other);
      this.cutOneWay(other, one);
    }
  }

  joinAgain(one: SimHost, ...others: readonly SimHost[]): void {
    for (const { index } of others) {
      this.world.paths.join(one.index, index);
      this.world.paths.join(index, one.index);
    }
  }

  /** Shares of packets lost on the way out and in. */
  lose(host: SimHost, out: number, into: number): void {
    this.world.paths.lose(host.index, out, into);
  }

  slow(host: SimHost, extraMs: number): void {
    this.world.paths.slow(host.index, extraMs);
  }

  disorder(disorder: Disorder): void {
    this.world.disorder = disorder;
  }

  /** The network is as new, and every frozen or starved agent runs. */
  healAll(): void {
    this.world.paths.heal();
    this.world.disorder = ORDERLY;
    this.feedWell(...this.hosts);
    this.resume(...this.hosts);
  }

  /** The controller has a new list of members and tells everybody who runs. */
  setMembers(members: readonly SimHost[]): void {
    this.#roster = { epoch: this.#roster.epoch + 1, members: members.map(({ member }) => member) };
    for (const host of this.hosts) this.#tellRoster(host);
  }

  /** A second machine with the disk of the first: same key, same everything, but for its address. Not started. */
  clone(original: SimHost, name: string): SimHost {
    const index = this.hosts.length;
    const identity = { name, peerId: original.peerId, address: addressOf(index) };
    const copy = this.world.addHost(identity, original.clock);
    copy.starts = original.starts;
    copy.cachedRoster = original.cachedRoster;
    return copy;
  }

  #tellRoster(host: SimHost): void {
    const roster = this.#roster;
    if (host.cachedRoster === roster) return;
    this.world.later(ROSTER_SPREAD_MS * this.world.rng.fraction(), () => {
      if (host.process === null || host.cachedRoster.epoch >= roster.epoch) return;
      host.cachedRoster = roster;
      host.process.takeRoster(roster);
    });
  }

  #stand(host: SimHost): void {
    const share = this.#starved.get(host.index);
    if (share === undefined) return;
    this.freeze(host);
    this.world.later(share.standMs * this.world.rng.fraction(), () => {
      if (!this.#starved.has(host.index)) return;
      this.resume(host);
      this.world.later(share.runMs * this.world.rng.fraction(), () => this.#stand(host));
    });
  }
}

function addressOf(index: number): string {
  return `/ip4/10.${index >> 16}.${(index >> 8) & 255}.${index & 255}/tcp/7946`;
}
