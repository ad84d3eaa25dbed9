/** What a quiet cluster costs each member, by size. */
import { sampleFacts } from '../random/sample-facts.ts';
import { Cluster } from '../engine/cluster.ts';
import { makeCore } from '../engine/core.ts';
import { startWarm } from '../engine/warm-start.ts';

export interface IdleCost {
  readonly members: number;
  /** Virtual seconds from the first start until every member knew every other; 0 for a warm start. */
  readonly joinedS: number;
  readonly messagesPerS: number;
  readonly bytesPerS: number;
  /** The busiest member, bytes per second. */
  readonly maxBytesPerS: number;
  /** Changes of any view meanwhile: 0 where nothing happens. */
  readonly changes: number;
  /** Real seconds for each virtual minute of idling. */
  readonly realSPerMinute: number;
}

/** Agents of a hall do not start in one moment. */
const START_SPREAD_S = 5;

const GIVE_UP_JOINING_S = 300;

/** Until links stand and first comparisons are over. */
const SETTLE_S = 10;

/** As long as a real one, so that bytes are counted as they will be. */
function peerIdOf(index: number): string {
  return `12D3KooW${String(index).padStart(44, 'A')}`;
}

/** cold: nobody knows anybody; facts are told. warm: all know all, and of no facts. In a quiet cluster both cost the same. */
export type Start = 'cold' | 'warm';

/** Starts `members`, waits until all know all, and counts for `seconds` of virtual time. */
export function idleCost(members: number, seconds: number, start: Start = 'cold'): IdleCost {
  let changes = 0;
  const cluster = new Cluster({
    members,
    seed: 1,
    core: makeCore,
    peerIdOf,
    watcher: {
      events: (_process, events) => {
        for (const event of events) if (event.kind === 'member') changes += 1;
      },
    },
  });
  if (start === 'warm') startWarm(cluster);
  else startSpread(cluster);
  // Each word of a first time is one change.
  while (changes < members * (members - 1) && cluster.world.now < GIVE_UP_JOINING_S * 1000) cluster.run(0.5);
  const joinedS = cluster.world.now / 1000;
  cluster.run(SETTLE_S);
  const before = changes;
  const cost = countFor(cluster, seconds);
  return { members, joinedS, changes: changes - before, ...cost };
}

function startSpread(cluster: Cluster): void {
  cluster.hosts.forEach((host, index) =>
    cluster.world.at((START_SPREAD_S * 1000 * index) / cluster.hosts.length, {
      fire: () => {
        cluster.start(host);
        host.process?.tellFacts(sampleFacts(host, 1, 0));
      },
    }),
  );
}

function countFor(cluster: Cluster, seconds: number): Omit<IdleCost, 'members' | 'joinedS' | 'changes'> {
  const processes = cluster.hosts.map(({ process }) => process).filter((process) => process !== null);
  const before = processes.map(({ sentMessages, sentBytes }) => ({ sentMessages, sentBytes }));
  const started = performance.now();
  cluster.run(seconds);
  const realS = (performance.now() - started) / 1000;
  const messages = processes.map(({ sentMessages }, index) => sentMessages - (before[index]?.sentMessages ?? 0));
  const bytes = processes.map(({ sentBytes }, index) => sentBytes - (before[index]?.sentBytes ?? 0));
  const perMember = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length / seconds;
  return {
    messagesPerS: perMember(messages),
    bytesPerS: perMember(bytes),
    maxBytesPerS: bytes.reduce((most, one) => Math.max(most, one), 0) / seconds,
    realSPerMinute: (realS * 60) / seconds,
  };
}
