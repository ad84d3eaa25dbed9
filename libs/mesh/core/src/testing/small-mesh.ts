/** A few members on virtual time, joined by links with a fixed delay: what the specs of the machine drive. The deep simulation is test/sim. */
import type { Rng } from '@rapidvm/kernel';
import type { MembershipEvent, MembershipInput, MembershipOutput, MemberState, Roster } from '../membership-io.ts';
import type { MembershipTimings } from '../membership-timings.ts';
import { Membership } from '../membership.ts';

const DELAY_MS = 2;
const DIAL_MS = 6;
const UNANSWERED_MS = 3000;

interface Deed {
  readonly atMs: number;
  readonly order: number;
  readonly action: () => void;
}

export class SmallMember {
  readonly peer: string;
  readonly core: Membership;
  readonly events: { readonly atMs: number; readonly event: MembershipEvent }[] = [];
  readonly linkedTo = new Set<string>();
  alive = true;
  frozen = false;
  sentMessages = 0;
  sentBytes = 0;
  /** The times at which it ran, for whatever reason: what comes at once wakes a processor once. */
  readonly wokenAtMs = new Set<number>();
  held: (() => void)[] = [];

  constructor(peer: string, core: Membership) {
    this.peer = peer;
    this.core = core;
  }
}

/** A seeded stream of numbers: mulberry32. */
export function seededRng(seed: number): Rng {
  let state = seed;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
  return { fraction, bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(fraction() * 256)) };
}

export class SmallMesh {
  nowMs = 1000;
  readonly members = new Map<string, SmallMember>();
  /** Whether what `from` sends to `to` arrives now. */
  reaches: (from: string, to: string) => boolean = () => true;
  readonly #rng: Rng;
  readonly #timings: Partial<MembershipTimings>;
  readonly #deeds: Deed[] = [];
  #order = 0;
  roster: Roster;

  constructor(peers: readonly string[], seed = 1, timings: Partial<MembershipTimings> = {}) {
    this.#rng = seededRng(seed);
    this.#timings = timings;
    this.roster = { epoch: 1, members: peers.map((peerId) => ({ peerId, hostId: null, addresses: [`/dns4/${peerId}/tcp/1`] })) };
  }

  /** Starts an agent: a process with `life` as its start number. */
  start(peer: string, life = 1): SmallMember {
    const core = new Membership({ self: peer, hostId: null, incarnation: life, rng: this.#rng, timings: this.#timings });
    const member = new SmallMember(peer, core);
    this.members.set(peer, member);
    this.feed(member, { kind: 'roster', roster: this.roster });
    return member;
  }

  startAll(): this {
    for (const { peerId } of this.roster.members) this.start(peerId);
    return this;
  }

  get(peer: string): SmallMember {
    const member = this.members.get(peer);
    if (member === undefined) throw new RangeError(`no member ${peer}`);
    return member;
  }

  kill(peer: string): void {
    const member = this.get(peer);
    member.alive = false;
    for (const other of [...member.linkedTo]) this.unlink(peer, other);
  }

  freeze(peer: string): void {
    this.get(peer).frozen = true;
  }

  resume(peer: string): void {
    const member = this.get(peer);
    member.frozen = false;
    const { held } = member;
    member.held = [];
    for (const deed of held) deed();
    this.#wakeIfDue(member);
  }

  /** Lets virtual time pass. */
  run(ms: number): this {
    const until = this.nowMs + ms;
    for (let next = this.#deeds[0]; next !== undefined && next.atMs <= until; next = this.#deeds[0]) {
      this.#deeds.shift();
      this.nowMs = next.atMs;
      next.action();
    }
    this.nowMs = until;
    return this;
  }

  /** Runs until `condition` holds; returns how many ms that took, or undefined when `limitMs` passed without. */
  until(condition: () => boolean, limitMs: number): number | undefined {
    const start = this.nowMs;
    while (!condition()) {
      if (this.nowMs - start >= limitMs) return undefined;
      this.run(10);
    }
    return this.nowMs - start;
  }

  /** What each living member holds of `peer`, without `peer` itself. */
  opinionsOf(peer: string): readonly (MemberState | undefined)[] {
    return [...this.members.values()].filter((each) => each.alive && each.peer !== peer).map((each) => each.core.stateOf(peer));
  }

  allHold(state: MemberState, peer: string): boolean {
    return this.opinionsOf(peer).every((opinion) => opinion === state);
  }

  /** Whether all living members have the same view. */
  agrees(): boolean {
    return new Set([...this.members.values()].filter(({ alive }) => alive).map(({ core }) => core.viewId())).size === 1;
  }

  feed(member: SmallMember, input: MembershipInput): void {
    if (!member.alive) return;
    if (member.frozen) {
      member.held.push(() => this.feed(member, input));
      return;
    }
    member.wokenAtMs.add(this.nowMs);
    for (const output of member.core.handle(input, this.nowMs)) this.#perform(member, output);
    this.#plan(member);
  }

  after(ms: number, action: () => void): void {
    const deed = { atMs: this.nowMs + ms, order: (this.#order += 1), action };
    let [low, high] = [0, this.#deeds.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#deeds[middle];
      if (other !== undefined && (other.atMs < deed.atMs || (other.atMs === deed.atMs && other.order < deed.order)))
        low = middle + 1;
      else high = middle;
    }
    this.#deeds.splice(low, 0, deed);
  }

  unlink(a: string, b: string): void {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const member = this.members.get(from);
      if (member?.linkedTo.delete(to) && this.reaches(to, from)) {
        this.after(DELAY_MS, () => {
          if (!member.linkedTo.has(to)) this.feed(member, { kind: 'unlinked', peer: to });
        });
      }
    }
  }

  #plan(member: SmallMember): void {
    const at = member.core.nextWake();
    if (at === Infinity) return;
    this.after(Math.max(0, at - this.nowMs), () => {
      if (member.core.nextWake() === at) this.#wakeIfDue(member);
    });
  }

  #wakeIfDue(member: SmallMember): void {
    if (member.frozen || member.core.nextWake() > this.nowMs) return;
    this.feed(member, { kind: 'wake' });
  }

  #perform(member: SmallMember, output: MembershipOutput): void {
    if (output.kind === 'event') member.events.push({ atMs: this.nowMs, event: output.event });
    else if (output.kind === 'dial') this.#dial(member, output.peer);
    else if (output.kind === 'drop-link') this.#drop(member, output.peer);
    else this.#send(member, output.peer, output.message);
  }

  #send(member: SmallMember, peer: string, message: Uint8Array): void {
    member.sentMessages += 1;
    member.sentBytes += message.length;
    const other = this.members.get(peer);
    if (other === undefined || !member.linkedTo.has(peer) || !this.reaches(member.peer, peer)) return;
    this.after(DELAY_MS, () => {
      if (other.linkedTo.has(member.peer)) this.feed(other, { kind: 'received', peer: member.peer, message });
    });
  }

  #drop(member: SmallMember, peer: string): void {
    member.linkedTo.delete(peer);
    const other = this.members.get(peer);
    if (other === undefined || !this.reaches(member.peer, peer)) return;
    this.after(DELAY_MS, () => {
      if (other.linkedTo.delete(member.peer)) this.feed(other, { kind: 'unlinked', peer: member.peer });
    });
  }

  #dial(member: SmallMember, peer: string): void {
    const failed = (reason: 'refused' | 'unreachable') => (): void => this.feed(member, { kind: 'dial-failed', peer, reason });
    if (!this.reaches(member.peer, peer) || !this.reaches(peer, member.peer))
      return this.after(UNANSWERED_MS, failed('unreachable'));
    this.after(DIAL_MS, () => {
      const other = this.members.get(peer);
      if (other === undefined || !other.alive) return failed('refused')();
      if (member.linkedTo.has(peer) && other.linkedTo.has(member.peer)) return;
      const link = (): void => {
        if (!member.alive) return;
        member.linkedTo.add(peer);
        other.linkedTo.add(member.peer);
        this.feed(member, { kind: 'linked', peer });
        this.feed(other, { kind: 'linked', peer: member.peer });
      };
      if (other.frozen) other.held.push(link);
      else link();
    });
  }
}
