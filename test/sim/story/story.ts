/** A story: a cluster, what befalls it, and what must come of it. Kept as a folder with this script and its golden narration. */
import type { MemberState } from '@rapidvm/mesh-core';
import { disagreements } from '../check/agreement.ts';
import type { Breach } from '../check/invariants.ts';
import { Invariants } from '../check/invariants.ts';
import { Cluster } from '../engine/cluster.ts';
import { makeCore } from '../engine/core.ts';
import type { HostClock, SimHost } from '../engine/host.ts';
import type { LinkQuality } from '../engine/paths.ts';
import type { SimProcess } from '../engine/process.ts';
import type { Watcher } from '../engine/world.ts';
import { Narrator } from './narrator.ts';

export interface Story {
  readonly title: string;
  readonly members: number;
  readonly seed?: number;
  /** Takes more than a few seconds to tell. */
  readonly slow?: boolean;
  readonly quality?: LinkQuality;
  readonly clockOf?: (index: number) => HostClock;
  readonly script: (stage: Stage) => void;
}

/** What a script has in its hands. */
export class Stage {
  readonly cluster: Cluster;
  readonly checks: Invariants;
  readonly narrator: Narrator;

  constructor(cluster: Cluster, checks: Invariants, narrator: Narrator) {
    this.cluster = cluster;
    this.checks = checks;
    this.narrator = narrator;
  }

  host(name: string): SimHost {
    return this.cluster.host(name);
  }

  /** `h1`, `h2` … by number, both ends included. */
  hosts(first: number, last: number): readonly SimHost[] {
    return this.cluster.hosts.slice(first - 1, last);
  }

  say(text: string): void {
    this.narrator.say(text);
  }

  /** Runs until every running member holds the named hosts for `state` and all others that run for active; a breach after `seconds`. */
  settles(seconds: number, gone: readonly SimHost[] = [], state: MemberState = 'failed'): void {
    const begun = this.cluster.world.now;
    const expected = (host: SimHost): readonly MemberState[] => (gone.includes(host) ? [state] : ['active']);
    let wrong = disagreements(this.cluster, this.checks.views, expected);
    while (wrong.length > 0 && this.cluster.world.now < begun + seconds * 1000) {
      this.cluster.run(0.01);
      wrong = disagreements(this.cluster, this.checks.views, expected);
    }
    if (wrong.length > 0) this.checks.report('agreement', `after ${seconds} s: ${wrong.slice(0, 5).join('; ')}`);
    else {
      const took = ((this.cluster.world.now - begun) / 1000).toFixed(2);
      const what =
        gone.length === 0
          ? 'all are active'
          : `${gone.length === 1 ? gone[0]?.name : `${gone.length} hosts`} ${state}, the rest active`;
      this.narrator.found(`all views are equal after ${took} s: ${what}`);
    }
  }

  /** Runs, and every view must stay as it is. */
  staysSo(seconds: number): void {
    const before = this.checks.changes;
    this.cluster.run(seconds);
    if (this.checks.changes !== before)
      this.checks.report('stays', `${this.checks.changes - before} changes of views in ${seconds} quiet s`);
    else this.narrator.found(`${seconds} s later nothing has changed`);
  }

  /** Names of all hosts that anybody ever marked failed. */
  marked(): readonly string[] {
    return [...new Set(this.checks.cuts.flatMap(({ subjects }) => [...subjects]))].map((peer) => this.#nameOf(peer)).sort();
  }

  /** How often this host has marked another. */
  marksOf(host: SimHost): number {
    return this.checks.cuts.filter(({ by }) => by.host === host).length;
  }

  /** For each running member, in how many steps it marked these hosts. */
  cutsOf(hosts: readonly SimHost[]): readonly number[] {
    const peers = new Set(hosts.map(({ peerId }) => peerId));
    return this.#running().map((process) => {
      const mine = this.checks.cuts.filter(({ by, subjects }) => by === process && subjects.some((peer) => peers.has(peer)));
      return mine.length;
    });
  }

  /** Who holds this host for that. */
  heldBy(host: SimHost, state: MemberState): readonly string[] {
    const others = this.#running().filter((process) => process.host !== host);
    return others
      .filter((process) => this.checks.views.of(process).stateOf(host.peerId) === state)
      .map((process) => process.host.name);
  }

  /** Each of both sides holds its own for active and the other for failed. */
  halvesAgree(one: readonly SimHost[], other: readonly SimHost[]): boolean {
    const holds = (side: readonly SimHost[], of: readonly SimHost[], state: MemberState): boolean =>
      of.every((host) => side.every((by) => by === host || this.heldBy(host, state).includes(by.name)));
    return (
      holds(one, one, 'active') && holds(other, other, 'active') && holds(one, other, 'failed') && holds(other, one, 'failed')
    );
  }

  impostorSeenBy(): readonly string[] {
    return [...this.checks.impostorSeenBy].sort();
  }

  #running(): readonly SimProcess[] {
    return this.cluster.hosts.map(({ process }) => process).filter((process) => process !== null);
  }

  #nameOf(peer: string): string {
    return this.cluster.hosts.find(({ peerId }) => peerId === peer)?.name ?? peer;
  }

  must(text: string, so: boolean): void {
    if (so) this.narrator.found(text);
    else this.checks.report('must', `not so: ${text}`);
  }
}

export function story(told: Story): Story {
  return told;
}

/** Plays a story; the same story always gives the same narration. */
export function tell(told: Story): { readonly narration: string; readonly breaches: readonly Breach[] } {
  const checks = new Invariants();
  const narrator = new Narrator();
  const watcher: Watcher = {
    events: (process, events) => {
      narrator.events(process, events);
      checks.events(process, events);
    },
    before: (process, input) => checks.before(process, input),
    started: (process) => checks.started(process),
    ended: (process, how) => checks.ended(process, how),
  };
  const { members, quality, clockOf } = told;
  const cluster = new Cluster({
    members,
    seed: told.seed ?? 1,
    core: makeCore,
    watcher,
    ...(quality === undefined ? {} : { quality }),
    ...(clockOf === undefined ? {} : { clockOf }),
  });
  checks.watch(cluster);
  narrator.watch(cluster);
  told.script(new Stage(cluster, checks, narrator));
  return { narration: `${told.title}\n\n${narrator.text()}`, breaches: checks.breaches };
}
