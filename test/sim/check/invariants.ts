/** The invariants of membership, held against the truth at every event. Each breach is a sentence with its moment. */
import type { MembershipEvent, MembershipInput, PeerId } from '@rapidvm/mesh-core';
import type { Cluster } from '../engine/cluster.ts';
import type { SimHost } from '../engine/host.ts';
import type { SimProcess } from '../engine/process.ts';
import type { Ending, Watcher } from '../engine/world.ts';
import { observersOf } from '../engine/core.ts';
import { Truth } from './truth.ts';
import type { View } from './views.ts';
import { Views } from './views.ts';
import { Witnesses } from './witnesses.ts';

export interface Breach {
  readonly atMs: number;
  readonly rule: string;
  readonly what: string;
}

type MemberEvent = Extract<MembershipEvent, { kind: 'member' }>;

/** For so long two hosts must have been well and in sight of each other before neither may blame the other, milliseconds. */
const WELL_MS = 8000;

/** For so long after an observer felt isolated its word may still be missing elsewhere, milliseconds: what it said then lives that long. */
const ISOLATED_MS = 6000;

/** For so long packets must have got through until news has come: links that broke are found broken, and stand again, milliseconds. */
const IN_REACH_MS = 5000;

/** One member alone can not tell another's failure from its own. */
const MIN_WITNESSES = 2;

/** Breaches that are kept; one that breaks a rule often breaks it a thousand times. */
const MAX_BREACHES = 20;

export class Invariants implements Watcher {
  readonly breaches: Breach[] = [];
  readonly views = new Views();
  readonly witnesses = new Witnesses();
  /** How many verdicts of failure there were. */
  verdicts = 0;
  /** How many times any view of any member has changed. */
  changes = 0;
  /** Each step in which a member marked others failed. */
  readonly cuts: { readonly by: SimProcess; readonly subjects: readonly PeerId[] }[] = [];
  readonly impostorSeenBy = new Set<string>();
  #cluster: Cluster | undefined;
  #truth: Truth | undefined;
  #clones = false;
  /** Until when who felt isolated did so, Infinity for still: a word of theirs may be missing for good reason. */
  readonly #isolatedUntil = new Map<PeerId, number>();

  /** To be called once, before anything is started. */
  watch(cluster: Cluster): void {
    this.#cluster = cluster;
    const truth = new Truth(cluster);
    this.#truth = truth;
    cluster.world.onChange = () => truth.sample();
  }

  started(process: SimProcess): void {
    this.witnesses.started(process);
    const names = this.#hostsOf(process.host.peerId).length;
    if (names > 1) this.#clones = true;
  }

  ended(process: SimProcess, _how: Ending): void {
    this.witnesses.ended(process);
    if (this.#isolatedUntil.get(process.host.peerId) === Infinity)
      this.#isolatedUntil.set(process.host.peerId, process.world.now);
  }

  before(process: SimProcess, input: MembershipInput): void {
    if (input.kind === 'roster') this.views.retain(process, (peer) => process.admitted.has(peer));
  }

  events(process: SimProcess, events: readonly MembershipEvent[]): void {
    for (const event of events) {
      if (event.kind === 'member') {
        this.changes += 1;
        this.#checkChain(process, event);
      }
      this.views.take(process, event);
      // By what was held at that moment: who is failed accuses nobody any more, which may clear others in the same step.
      if (event.kind === 'member' && event.to === 'failed') this.#checkVerdict(process, event);
    }
    const subjects = events.flatMap((event) => (event.kind === 'member' && event.to === 'failed' ? [event.peer] : []));
    if (subjects.length > 0) this.cuts.push({ by: process, subjects });
    for (const event of events) {
      if (event.kind === 'member' && event.to === 'failed') this.#checkHealthy(process, event);
      if (event.kind === 'impostor') this.impostorSeenBy.add(process.host.name);
      if (event.kind === 'impostor' && !this.#clones)
        this.report('impostor', `${process.host.name} sees an impostor where there is none`);
      if (event.kind === 'isolated') {
        this.#isolatedUntil.set(process.host.peerId, event.isolated ? Infinity : process.world.now);
        if (event.isolated) this.#checkIsolation(process);
      }
    }
  }

  report(rule: string, what: string): void {
    const atMs = this.#cluster?.world.now ?? 0;
    if (this.breaches.length < MAX_BREACHES) this.breaches.push({ atMs, rule, what });
  }

  #checkChain(process: SimProcess, event: MemberEvent): void {
    const held = this.views.of(process).members.get(event.peer);
    const who = `${process.host.name} on ${event.peer}`;
    if (held !== undefined && held.state !== event.from) {
      this.report('chain', `${who}: from ${event.from} to ${event.to}, but it held ${held.state}`);
    }
    if (held !== undefined && event.incarnation < held.incarnation) {
      this.report('incarnation', `${who}: incarnation ${held.incarnation} goes down to ${event.incarnation}`);
    }
    const cameBack = held !== undefined && ['failed', 'left'].includes(held.state) && event.to === 'active';
    if (cameBack && held.state === 'left' && event.incarnation <= held.incarnation) {
      this.report('incarnation', `${who}: back from ${held.state} without a higher incarnation than ${held.incarnation}`);
    }
  }

  #checkVerdict(process: SimProcess, event: MemberEvent): void {
    this.verdicts += 1;
    const cluster = this.#cluster;
    const [subject] = this.#hostsOf(event.peer);
    if (cluster === undefined || subject === undefined) return;
    const told = toldOf(process, subject, event);
    const distinct = new Set(event.witnesses);
    if (distinct.size !== event.witnesses.length) this.report('distinct', `${told}: the same one twice`);
    if (distinct.has(event.peer)) this.report('distinct', `${told}: itself`);
    if (event.peer === process.host.peerId) this.report('self', told);
    for (const witness of distinct) {
      if (!this.witnesses.truthful(witness, event.peer, cluster.world.now))
        this.report('truth', `${told}: ${witness} had no reason`);
    }
    this.#checkEnough(process, event, distinct, told);
  }

  /**
   * Two witnesses at the least, a third of the subject's observers that this member does not hold for gone, and two thirds of those among them
   * that are in no doubt themselves. What it is itself doubted for is in no event: only where that decides it is asked.
   */
  #checkEnough(process: SimProcess, event: MemberEvent, witnesses: ReadonlySet<PeerId>, told: string): void {
    const view = this.views.of(process);
    const observers = observersOf(event.peer, process.roster);
    for (const witness of witnesses) {
      if (!observers.includes(witness)) this.report('observers', `${told}: ${witness} does not watch it`);
    }
    const asked = observers.filter(
      (peer) => witnesses.has(peer) || (peer !== process.host.peerId ? this.#mayTestify(view, peer) : !view.isolated),
    );
    const sure = asked.filter((peer) => witnesses.has(peer) || view.stateOf(peer) === 'active' || peer === process.host.peerId);
    const needed = (sureOnes: number): number =>
      Math.max(MIN_WITNESSES, Math.ceil(asked.length / 3), Math.ceil((sureOnes * 2) / 3));
    if (witnesses.size >= needed(sure.length)) return;
    const sureOthers = sure.filter((peer) => peer !== process.host.peerId).length;
    if (witnesses.size >= needed(sureOthers) && this.#isInDoubt(process)) return;
    this.report(
      'evidence',
      `${told}: ${needed(sure.length)} are needed, with ${asked.length} observers, ${sure.length} of them in no doubt`,
    );
  }

  /** Whether a third of those that this member would ask about itself say that it is down, and had a reason. */
  #isInDoubt(process: SimProcess): boolean {
    const self = process.core.view(process.host.monotonic()).members.find(({ peer }) => peer === process.host.peerId);
    const doubting = self?.witnesses.filter((peer) => this.witnesses.truthful(peer, process.host.peerId, process.world.now));
    return self !== undefined && doubting !== undefined && doubting.length * 3 >= self.asked;
  }

  #mayTestify(view: View, peer: PeerId): boolean {
    const state = view.stateOf(peer);
    if (state !== 'active' && state !== 'suspect') return false;
    return (this.#cluster?.world.now ?? 0) - (this.#isolatedUntil.get(peer) ?? -Infinity) > ISOLATED_MS;
  }

  /**
   * A host that more than a third of those who count have seen well all the time, and whose packets reach this member for a while, can not have failed, however
   * badly this member itself runs. Who is cut off from it, as by a partition, can tell it nothing, however well it sees the subject.
   */
  #checkHealthy(process: SimProcess, event: MemberEvent): void {
    const [subject] = this.#hostsOf(event.peer);
    if (subject === undefined) return;
    const view = this.views.of(process);
    const counted = observersOf(subject.peerId, process.roster).filter((peer) => !isGone(view.stateOf(peer)));
    const well = counted.filter((peer) =>
      this.#hostsOf(peer).some((host) => this.#goodFor(host, subject) >= WELL_MS && this.#canTell(host, process.host)),
    );
    if (well.length * 3 > counted.length)
      this.report('healthy', `${toldOf(process, subject, event)}: but ${well.join(' ')} of ${counted.length} see it well`);
  }

  #canTell(from: SimHost, to: SimHost): boolean {
    return from === to || (this.#truth?.openFor(from, to) ?? 0) >= IN_REACH_MS;
  }

  #goodFor(one: SimHost, other: SimHost): number {
    return this.#truth?.goodFor(one, other) ?? 0;
  }

  #checkIsolation(process: SimProcess): void {
    const others = this.#cluster?.hosts.filter((host) => host !== process.host && process.admitted.has(host.peerId)) ?? [];
    const well = others.filter((host) => this.#goodFor(process.host, host) >= WELL_MS);
    if (well.length * 3 > others.length * 2) {
      this.report('isolation', `${process.host.name} feels isolated, but sees ${well.length} of ${others.length} well`);
    }
  }

  #hostsOf(peer: PeerId): readonly SimHost[] {
    return this.#cluster?.world.hostsOf(peer) ?? [];
  }
}

function isGone(state: string): boolean {
  return state === 'failed' || state === 'left';
}

function toldOf(process: SimProcess, subject: SimHost, { witnesses }: MemberEvent): string {
  return `${process.host.name} marks ${subject.name} on the word of [${witnesses.join(' ')}]`;
}
