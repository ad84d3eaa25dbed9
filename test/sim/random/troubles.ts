/** What each trouble of a schedule does to a cluster, and how it is taken back. */
import { assertNever } from '@rapidvm/kernel';
import type { Cluster } from '../engine/cluster.ts';
import type { SimHost } from '../engine/host.ts';
import { ORDERLY } from '../engine/world.ts';
import { sampleFacts } from './sample-facts.ts';
import type { Trouble } from './schedule.ts';

const MAX_EXTRA_DELAY_MS = 1500;

/** Far less than the silence that counts, so that all hosts are well all the while. */
const MAX_LATE_MS = 800;
const MAX_COPY_LATE_MS = 3000;

/** A flapping host stands and runs in turns, milliseconds each: about a second, as amount says. */
const flapMs = (amount: number): number => 500 + 1000 * amount;

export function begin(trouble: Trouble, hosts: readonly SimHost[], cluster: Cluster): void {
  const { kind, amount } = trouble;
  const [first, ...rest] = hosts;
  if (first === undefined) return;
  switch (kind) {
    case 'kill':
      return cluster.kill(...hosts);
    case 'restart':
      return restartAll(hosts, cluster);
    case 'power-off':
      return cluster.powerOff(...hosts);
    case 'leave':
      return cluster.leave(...hosts);
    case 'freeze':
      return cluster.freeze(...hosts);
    case 'flap':
      return hosts.forEach((host) => flap(host, flapMs(amount), trouble.untilS * 1000, cluster));
    case 'starve':
      return cluster.starve(...hosts);
    case 'partition':
      return cluster.partition(hosts);
    case 'cut':
      return cluster.cut(first, ...rest);
    case 'one-way':
      return cluster.cutOneWay(first, ...rest);
    case 'lose':
      return hosts.forEach((host) => cluster.lose(host, amount, 0));
    case 'slow':
      return hosts.forEach((host) => cluster.slow(host, MAX_EXTRA_DELAY_MS * amount));
    case 'disorder':
      return cluster.disorder({ duplicate: amount / 2, copyLateMs: MAX_COPY_LATE_MS, reorder: amount / 2, lateMs: MAX_LATE_MS });
    case 'evict':
      return cluster.setMembers(cluster.roster.members.flatMap(({ peerId }) => keep(cluster, hosts, peerId)));
    case 'facts':
      return hosts.forEach((host) => host.process?.tellFacts(nextFacts(host)));
    default:
      return assertNever(kind);
  }
}

export function takeBack(trouble: Trouble, hosts: readonly SimHost[], cluster: Cluster): void {
  const { kind } = trouble;
  const [first, ...rest] = hosts;
  if (first === undefined) return;
  switch (kind) {
    case 'kill':
    case 'leave':
      return startAll(hosts, cluster);
    case 'power-off':
      for (const host of hosts) if (!host.powered) cluster.powerOn(host);
      return startAll(hosts, cluster);
    case 'freeze':
      return cluster.resume(...hosts);
    case 'starve':
      return cluster.feedWell(...hosts);
    case 'partition':
      return cluster.partition();
    case 'cut':
    case 'one-way':
      return cluster.joinAgain(first, ...rest);
    case 'lose':
      return hosts.forEach((host) => cluster.lose(host, 0, 0));
    case 'slow':
      return hosts.forEach((host) => cluster.slow(host, 0));
    case 'disorder':
      return cluster.disorder(ORDERLY);
    case 'evict':
      return cluster.setMembers(cluster.hosts);
    case 'restart':
    case 'flap':
    case 'facts':
      return;
    default:
      return assertNever(kind);
  }
}

function flap(host: SimHost, ms: number, untilMs: number, cluster: Cluster): void {
  const { world } = cluster;
  if (world.now >= untilMs) return;
  cluster.freeze(host);
  world.later(ms, () => {
    cluster.resume(host);
    world.later(ms, () => flap(host, ms, untilMs, cluster));
  });
}

function restartAll(hosts: readonly SimHost[], cluster: Cluster): void {
  const running = hosts.filter(({ process }) => process !== null);
  cluster.kill(...running);
  startAll(running, cluster);
}

function startAll(hosts: readonly SimHost[], cluster: Cluster): void {
  for (const host of hosts) {
    if (host.process === null && host.powered) startOne(host, cluster);
  }
}

function startOne(host: SimHost, cluster: Cluster): void {
  cluster.start(host);
  host.process?.tellFacts(nextFacts(host));
}

function nextFacts(host: SimHost): ReturnType<typeof sampleFacts> {
  const told = host.process?.facts?.changeStamp ?? 0;
  return sampleFacts(host, 2 + told, told + 1);
}

function keep(cluster: Cluster, evicted: readonly SimHost[], peerId: string): readonly SimHost[] {
  return cluster.hosts.filter((host) => host.peerId === peerId && !evicted.includes(host));
}
