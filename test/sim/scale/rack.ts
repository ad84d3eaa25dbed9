/** What the others see when many hosts lose power in one moment. */
import { disagreements } from '../check/agreement.ts';
import type { Breach } from '../check/invariants.ts';
import { Invariants } from '../check/invariants.ts';
import { Cluster } from '../engine/cluster.ts';
import { makeCore } from '../engine/core.ts';
import type { SimHost } from '../engine/host.ts';
import { startWarm } from '../engine/warm-start.ts';
import type { Start } from './idle.ts';

export interface RackLost {
  readonly members: number;
  readonly dead: number;
  /** Virtual seconds until the first and the last survivor had marked all of them; until all views were equal. */
  readonly firstS: number;
  readonly lastS: number;
  readonly equalS: number;
  /** In how many steps each survivor marked them: the fewest and the most. 1 is one cut. */
  readonly cuts: readonly [fewest: number, most: number];
  /** Healthy hosts that anybody marked. */
  readonly wronged: number;
  readonly breaches: readonly Breach[];
}

/** How long views are waited for, virtual seconds; far past any goal. */
const GIVE_UP_S = 60;
const STEP_S = 0.01;

/** Starts `members`, lets them come to rest, and takes the power of `dead` of them. */
export function loseRack(members: number, dead: number, start: Start = 'cold'): RackLost {
  const checks = new Invariants();
  const marked: { readonly atMs: number; readonly by: string }[] = [];
  const cluster: Cluster = new Cluster({
    members,
    seed: 1,
    core: makeCore,
    watcher: {
      events: (process, events) => {
        if (events.some((event) => event.kind === 'member' && event.to === 'failed'))
          marked.push({ atMs: cluster.world.now, by: process.host.name });
        checks.events(process, events);
      },
      before: (process, input) => checks.before(process, input),
      started: (process) => checks.started(process),
      ended: (process, how) => checks.ended(process, how),
    },
  });
  checks.watch(cluster);
  if (start === 'warm') startWarm(cluster);
  else cluster.start(...cluster.hosts);
  runUntilEqual(cluster, checks, []);
  cluster.run(5);
  const rack = cluster.hosts.slice(-dead);
  const begunMs = cluster.world.now;
  cluster.powerOff(...rack);
  const equalS = runUntilEqual(cluster, checks, rack);
  const inRack = new Set(rack.map(({ peerId }) => peerId));
  const count = new Map<string, number>();
  for (const { by } of checks.cuts) count.set(by.host.name, (count.get(by.host.name) ?? 0) + 1);
  const cuts = cluster.hosts.filter(({ process }) => process !== null).map(({ name }) => count.get(name) ?? 0);
  const wronged = new Set(checks.cuts.flatMap(({ subjects }) => subjects.filter((peer) => !inRack.has(peer))));
  const times = marked.map(({ atMs }) => (atMs - begunMs) / 1000);
  return {
    ...{ members, dead, equalS },
    firstS: times.reduce((least, one) => Math.min(least, one), Infinity),
    lastS: times.reduce((most, one) => Math.max(most, one), 0),
    cuts: [cuts.reduce((a, b) => Math.min(a, b), Infinity), cuts.reduce((a, b) => Math.max(a, b), 0)],
    wronged: wronged.size,
    breaches: checks.breaches,
  };
}

/** Virtual seconds that it took; GIVE_UP_S when it never came to be. */
function runUntilEqual(cluster: Cluster, checks: Invariants, gone: readonly SimHost[]): number {
  const begunMs = cluster.world.now;
  const lost = new Set(gone);
  const elapsedS = (): number => (cluster.world.now - begunMs) / 1000;
  const differs = (): boolean =>
    disagreements(cluster, checks.views, (host) => (lost.has(host) ? ['failed'] : ['active']), 1).length > 0;
  while (differs() && elapsedS() < GIVE_UP_S) cluster.run(STEP_S);
  return elapsedS();
}
