/** One running agent: the machine under test, and around it what an operating system does. */
import type { HostFacts } from '@rapidvm/domain';
import type { MembershipEvent, MembershipInput, MembershipOutput, PeerId, Roster } from '@rapidvm/mesh-core';
import { assertNever } from '@rapidvm/kernel';
import { Heard } from '../check/heard.ts';
import type { End } from './connection.ts';
import type { MemberCore } from './core.ts';
import { Dial } from './dial.ts';
import type { SimHost } from './host.ts';
import { MAX_LINKS_PER_PEER, SURPLUS_LINK_MS } from './limits.ts';
import type { World } from './world.ts';

/** Rounding of a drifting clock must not wake a process a moment before its time. */
const AFTER_MS = 0.001;

/** Whoever stands this long, milliseconds, finds all that came meanwhile with its kernel, and has missed nothing. */
const SHORT_STAND_MS = 400;

export class SimProcess {
  readonly world: World;
  readonly host: SimHost;
  readonly core: MemberCore;
  readonly incarnation: number;
  alive = true;
  roster: Roster = { epoch: 0, members: [] };
  admitted: ReadonlySet<PeerId> = new Set();
  sentMessages = 0;
  sentBytes = 0;
  /** The newest connection with each peer last: it carries what is sent. */
  readonly #links = new Map<PeerId, End[]>();
  readonly #heard = new Map<PeerId, Heard>();
  #inbox: (() => void)[] | null = null;
  /** Set while frozen: the clock of time really run stands still. */
  #frozenAt: number | null = null;
  #frozenFor = 0;
  #wakeAt = Infinity;
  readonly #startedAt: number;
  /** The newest facts that it was given of its own host. */
  facts: HostFacts | null = null;

  constructor(world: World, host: SimHost, core: MemberCore, incarnation: number) {
    this.world = world;
    this.host = host;
    this.core = core;
    this.incarnation = incarnation;
    this.#startedAt = world.now;
  }

  get startedAt(): number {
    return this.#startedAt;
  }

  get paused(): boolean {
    return this.#inbox !== null;
  }

  /** Milliseconds of true time in which this process really ran, or stood so shortly that it may count as running, from some fixed moment. */
  get ran(): number {
    return (this.#frozenAt ?? this.world.now) - this.#frozenFor;
  }

  heardOf(peer: PeerId): Heard {
    let heard = this.#heard.get(peer);
    if (heard === undefined) this.#heard.set(peer, (heard = new Heard(this.#startedAt, this.#startedAt)));
    return heard;
  }

  linkTo(peer: PeerId): End | undefined {
    return this.#links.get(peer)?.at(-1);
  }

  /** Gives the machine an input now, and does what it answers. A frozen process gets it when it runs again. */
  feed(input: MembershipInput): void {
    if (!this.alive) return;
    if (this.#inbox !== null) {
      this.#inbox.push(() => this.feed(input));
      return;
    }
    this.world.watcher.before?.(this, input);
    const outputs = this.core.handle(input, this.host.monotonic());
    const events: MembershipEvent[] = [];
    for (const output of outputs)
      if (output.kind === 'event') events.push(output.event);
      else this.#perform(output);
    if (events.length > 0) this.world.watcher.events(this, events);
    this.#planWake();
  }

  tellFacts(facts: HostFacts): void {
    this.facts = facts;
    this.feed({ kind: 'facts', facts });
  }

  takeRoster(roster: Roster): void {
    if (!this.alive) return;
    if (this.#inbox !== null) {
      this.#inbox.push(() => this.takeRoster(roster));
      return;
    }
    this.roster = roster;
    this.admitted = this.world.peerIdsOf(roster);
    for (const peer of [...this.#links.keys()]) if (!this.admitted.has(peer)) this.#drop(peer);
    this.feed({ kind: 'roster', roster });
  }

  /** A message has come for this process's socket. */
  receive(end: End, message: Uint8Array): void {
    if (this.#inbox !== null) {
      this.#inbox.push(() => this.receive(end, message));
      return;
    }
    end.read(message.length);
    if (this.#links.get(end.peer)?.includes(end) === true) this.hear(end.heard, end.peer, message);
  }

  hear(heard: Heard, peer: PeerId, message: Uint8Array): void {
    heard.hear(this.world.now, this.ran);
    this.feed({ kind: 'received', peer, message });
  }

  /** Runs `task` now, or when the process is no longer frozen; never when it has ended by then. */
  whenItRuns(task: () => void): void {
    if (this.#inbox !== null) this.#inbox.push(task);
    else if (this.alive) task();
  }

  /** A new connection with a peer. The machine is told of the first one only; of two, the older is closed after a while, by one side. */
  adopt(end: End): void {
    const links = [...(this.#links.get(end.peer) ?? []), end];
    this.#links.set(end.peer, links);
    if (links.length > MAX_LINKS_PER_PEER) this.#close(links[0]);
    else if (links.length > 1 && this.host.peerId < end.peer) {
      this.world.later(SURPLUS_LINK_MS, () => this.whenItRuns(() => this.#closeSurplus(end.peer)));
    }
    if (links.length === 1) this.feed({ kind: 'linked', peer: end.peer });
  }

  /** The kernel says that this connection is gone. */
  lost(end: End): void {
    this.whenItRuns(() => this.#forget(end));
  }

  dialFailed(peer: PeerId, reason: 'refused' | 'unreachable'): void {
    if (reason === 'refused') this.heardOf(peer).refuse(this.world.now);
    this.feed({ kind: 'dial-failed', peer, reason });
  }

  /** SIGSTOP: the kernel goes on taking what comes, until its buffers are full. */
  freeze(): void {
    if (!this.alive || this.#inbox !== null) return;
    this.#inbox = [];
    this.#frozenAt = this.world.now;
    this.world.changed();
  }

  /** SIGCONT. Whether timers or sockets come first is a matter of luck, so it is one here. */
  resume(): void {
    if (!this.alive || this.#inbox === null) return;
    const inbox = this.#inbox;
    this.#inbox = null;
    this.#frozenFor += Math.max(0, this.world.now - (this.#frozenAt ?? this.world.now) - SHORT_STAND_MS);
    this.#frozenAt = null;
    this.world.changed();
    const timersFirst = this.world.rng.fraction() < 0.5;
    if (timersFirst) this.#wakeIfDue();
    for (const task of inbox) task();
    if (!timersFirst) this.#wakeIfDue();
    this.#planWake();
  }

  /** The process ends: by a signal, when the kernel still closes its sockets, or with its host, when nobody does. */
  end(how: 'killed' | 'power-off'): void {
    this.alive = false;
    this.#inbox = null;
    for (const end of [...this.#links.values()].flat()) {
      if (how === 'killed') end.close();
      else end.vanish();
    }
    this.#links.clear();
  }

  #wakeIfDue(): void {
    if (this.core.nextWake() <= this.host.monotonic()) this.feed({ kind: 'wake' });
  }

  #planWake(): void {
    const at = Math.max(this.world.now, this.host.trueTimeOf(this.core.nextWake()) + AFTER_MS);
    // An earlier wake that stands will look again; only what comes sooner needs one of its own.
    if (at >= this.#wakeAt || at === Infinity) return;
    this.#wakeAt = at;
    this.world.at(at, new Wake(this));
  }

  woken(): void {
    if (this.world.now < this.#wakeAt) return;
    this.#wakeAt = Infinity;
    if (!this.alive || this.#inbox !== null) return;
    this.#wakeIfDue();
    this.#planWake();
  }

  #perform(output: Exclude<MembershipOutput, { kind: 'event' }>): void {
    switch (output.kind) {
      case 'send': {
        this.sentMessages += 1;
        this.sentBytes += output.message.length;
        this.world.watcher.sent?.(this, output.peer, output.message);
        this.linkTo(output.peer)?.send(output.message);
        break;
      }
      case 'dial':
        new Dial(this.world, this, output.peer, output.addresses).begin();
        break;
      case 'drop-link':
        this.#drop(output.peer);
        break;
      default:
        assertNever(output);
    }
  }

  #drop(peer: PeerId): void {
    for (const end of this.#links.get(peer) ?? []) this.#close(end);
  }

  #closeSurplus(peer: PeerId): void {
    for (const end of this.#links.get(peer)?.slice(0, -1) ?? []) this.#close(end);
  }

  /** The machine hears of it when it has said what it is saying. */
  #close(end: End | undefined): void {
    if (end === undefined) return;
    end.close();
    this.world.later(0, () => this.lost(end));
  }

  #forget(end: End): void {
    const links = this.#links.get(end.peer) ?? [];
    if (!links.includes(end)) return;
    const left = links.filter((other) => other !== end);
    this.#links.set(end.peer, left);
    if (left.length > 0) return;
    this.#links.delete(end.peer);
    this.feed({ kind: 'unlinked', peer: end.peer });
  }
}

class Wake {
  readonly #process: SimProcess;

  constructor(process: SimProcess) {
    this.#process = process;
  }

  fire(): void {
    this.#process.woken();
  }
}
