/** Plays a schedule with the real machine and holds the invariants against it at every event and at the end. */
import type { MemberState } from '@rapidvm/mesh-core';
import { seededRng } from '@rapidvm/testing';
import { disagreements, missingFacts } from '../check/agreement.ts';
import type { Breach } from '../check/invariants.ts';
import { Invariants } from '../check/invariants.ts';
import { Cluster } from '../engine/cluster.ts';
import type { CoreMaker } from '../engine/core.ts';
import type { HostClock, SimHost } from '../engine/host.ts';
import { LAN } from '../engine/paths.ts';
import type { Watcher } from '../engine/world.ts';
import { sampleFacts } from './sample-facts.ts';
import type { Schedule, Trouble } from './schedule.ts';
import { begin, takeBack } from './troubles.ts';

/** Seconds after the last trouble within which all views must be equal and true. */
export const AGREEMENT_S = 5;

/** Seconds of quiet after that in which nothing may change any more. */
const QUIET_S = 3;

/** Messages one member may send in a second on average, for each other member it can have to do with: beats, news and comparisons. */
const MAX_MESSAGES_PER_S = 600;

export interface Played {
  readonly breaches: readonly Breach[];
  readonly steps: number;
  readonly verdicts: number;
}

/** One more who watches. */
export interface Spectator extends Watcher {
  watch(cluster: Cluster): void;
}

export function play(schedule: Schedule, core: CoreMaker, also?: Spectator): Played {
  const checks = new Invariants();
  const watcher: Watcher = also === undefined ? checks : both(checks, also);
  const rng = seededRng(schedule.seed ^ 0xc10c);
  const clocks = Array.from({ length: schedule.members }, () => roughClock(rng.fraction(), rng.fraction()));
  const cluster = new Cluster({
    members: schedule.members,
    seed: schedule.seed,
    core,
    watcher,
    quality: schedule.rough ? { delayMs: 1, jitterMs: 20 } : LAN,
    ...(schedule.rough ? { clockOf: (index) => clocks[index] ?? EXACT } : {}),
  });
  checks.watch(cluster);
  also?.watch(cluster);
  try {
    perform(schedule, cluster, checks);
  } catch (error) {
    checks.report('throws', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return { breaches: checks.breaches, steps: cluster.world.steps, verdicts: checks.verdicts };
}

const EXACT: HostClock = { rate: 1, startMs: 0 };

/** Up to 2 % off, far more than any quartz, and up to a month since the boot. */
function roughClock(first: number, second: number): HostClock {
  return { rate: 0.98 + 0.04 * first, startMs: 2.6e9 * second };
}

function perform(schedule: Schedule, cluster: Cluster, checks: Invariants): void {
  const { world } = cluster;
  cluster.hosts.forEach((host, index) => {
    const at = (schedule.startSpreadS * 1000 * index) / schedule.members;
    world.at(at, { fire: () => cluster.start(host) });
    // Who was killed and revived before its first start has told its facts already; older ones are nobody's.
    world.at(at + 10, { fire: () => host.process?.facts ?? host.process?.tellFacts(sampleFacts(host, 1, 0)) });
  });
  for (const trouble of schedule.troubles) plan(trouble, schedule.healS, cluster);
  cluster.run(schedule.healS);
  cluster.healAll();
  cluster.setMembers(cluster.hosts);
  const dead = new Map(
    schedule.troubles.filter(({ untilS }) => untilS === Infinity).flatMap((one) => one.hosts.map((host) => [host, one])),
  );
  for (const host of cluster.hosts) if (host.process === null && !dead.has(host.index)) revive(cluster, host);
  cluster.run(AGREEMENT_S);
  // One alone can not fail another: of two, the one that is left only doubts.
  const alone = cluster.hosts.filter(({ process }) => process !== null).length === 1;
  const expected = (host: SimHost): readonly MemberState[] =>
    host.process === null ? ['failed', 'left', 'joining', ...(alone ? (['suspect'] as const) : [])] : ['active'];
  for (const what of disagreements(cluster, checks.views, expected)) checks.report('agreement', what);
  for (const what of missingFacts(cluster, checks.views)) checks.report('facts', what);
  const before = checks.changes;
  cluster.run(QUIET_S);
  if (checks.changes !== before) checks.report('quiet', `${checks.changes - before} views changed when all was quiet`);
  for (const { process } of cluster.hosts) {
    if (process === null) continue;
    const seconds = (world.now - process.startedAt) / 1000;
    if (process.sentMessages > MAX_MESSAGES_PER_S * seconds) {
      checks.report('storm', `${process.host.name} sent ${process.sentMessages} messages in ${seconds.toFixed(1)} s`);
    }
  }
}

function plan(trouble: Trouble, healS: number, cluster: Cluster): void {
  const hosts = trouble.hosts.map((index) => cluster.hosts[index]).filter((host) => host !== undefined);
  if (hosts.length === 0) return;
  cluster.world.at(trouble.fromS * 1000, { fire: () => begin(trouble, hosts, cluster) });
  if (trouble.untilS < healS) cluster.world.at(trouble.untilS * 1000, { fire: () => takeBack(trouble, hosts, cluster) });
}

function revive(cluster: Cluster, host: SimHost): void {
  if (host.powered) cluster.start(host);
  else cluster.powerOn(host);
  host.process?.tellFacts(sampleFacts(host, 1, 0));
}

function both(one: Watcher, other: Watcher): Watcher {
  return {
    events: (process, events) => {
      other.events(process, events);
      one.events(process, events);
    },
    before: (process, input) => {
      one.before?.(process, input);
      other.before?.(process, input);
    },
    started: (process) => {
      one.started?.(process);
      other.started?.(process);
    },
    ended: (process, how) => {
      one.ended?.(process, how);
      other.ended?.(process, how);
    },
  };
}
