/** Everything that must become true whatever happens, and what sets it going. None takes input: each looks and acts. */
import type { EventKind } from '@rapidvm/domain';
import { toTimestamp } from '@rapidvm/kernel';
import type { AppDeps } from '../deps.ts';
import type { EventFeed } from '../events/event-feed.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { APP_LIMITS, RECONCILE } from '../limits.ts';
import { pause } from '../pause.ts';
import { CapacityKeeper } from '../placement/capacity-keeper.ts';
import type { Placer } from '../placement/placer.ts';
import { BetweenHosts } from './between-hosts.ts';
import { HostWatch } from './host-watch.ts';
import { Leftovers } from './leftovers.ts';
import { MemberDistribution } from './member-distribution.ts';
import { Rounds } from './rounds.ts';

/** Told by any controller on this database: the list of hosts or their addresses may have changed. */
const HOSTS_CHANGED: readonly EventKind[] = [
  'host.joined',
  'host.renamed',
  'host.address-changed',
  'host.removed',
  'host.certificate-renewed',
];

export class Reconcilers {
  readonly watch: HostWatch;
  readonly #deps: AppDeps;
  readonly #feed: EventFeed;
  readonly #liveness: Rounds;
  readonly #members: Rounds;
  readonly #pruning: Rounds;
  readonly #leftovers: Rounds;
  readonly #capacity: Rounds;
  readonly #end = new AbortController();
  #following: Promise<void> = Promise.resolve();
  #stopMesh: () => void = () => undefined;

  constructor(deps: AppDeps, ingest: Ingest, feed: EventFeed, placer: Placer) {
    this.#deps = deps;
    this.#feed = feed;
    const leftovers = new Leftovers(deps, () => this.#leftovers.wake());
    const between = new BetweenHosts({ ...deps, ingest }, () => this.#leftovers.wake());
    this.watch = new HostWatch(deps, ingest, {
      connected: (hostId) => {
        distribution.forget(hostId);
        this.#members.wake();
      },
      report: (hostId, report, outcome) => leftovers.consider(hostId, report, outcome),
      missing: (hostId, vmId) => between.consider(hostId, vmId),
    });
    const distribution = new MemberDistribution(deps, (hostId) => this.watch.isConnected(hostId));
    const rounds = (name: string, intervalMs: number, work: () => Promise<void>): Rounds =>
      new Rounds({ name, intervalMs, work, timers: deps.timers, logger: deps.logger });
    this.#liveness = rounds('host liveness', RECONCILE.livenessMs, () => this.watch.look());
    this.#members = rounds('members', RECONCILE.membersMs, () => distribution.round());
    this.#leftovers = rounds('leftovers', RECONCILE.leftoversMs, async () => {
      await leftovers.round();
      await between.round();
    });
    const capacity = new CapacityKeeper(deps, placer.pictures);
    this.#capacity = rounds('capacity', RECONCILE.capacityMs, () => capacity.round());
    this.#pruning = rounds('prune', RECONCILE.pruneMs, () => this.#prune());
  }

  async start(): Promise<void> {
    const { connections, mesh } = this.#deps;
    connections.listen(this.watch);
    this.#stopMesh = mesh.listen({
      facts: (facts) => this.watch.facts(facts.hostId, facts),
      changed: () => this.#liveness.wake(),
    });
    for (const each of this.#all()) each.start();
    this.#following = this.#followHosts();
    await connections.start();
  }

  async stop(): Promise<void> {
    this.#stopMesh();
    this.#end.abort();
    await this.#deps.connections.stop();
    await Promise.all([...this.#all().map((each) => each.stop()), this.#following]);
    await this.watch.close();
  }

  #all(): readonly Rounds[] {
    return [this.#liveness, this.#members, this.#leftovers, this.#capacity, this.#pruning];
  }

  async #followHosts(): Promise<void> {
    const { signal } = this.#end;
    while (!signal.aborted) {
      try {
        for await (const message of this.#feed.follow(undefined, signal)) {
          if (message.kind === 'event' && HOSTS_CHANGED.includes(message.event.kind)) this.#members.wake();
        }
      } catch (error) {
        this.#deps.logger.error('events can’t be followed just now', error);
        await pause(this.#deps.timers, RECONCILE.retryFirstMs);
      }
    }
  }

  async #prune(): Promise<void> {
    const { database, clock } = this.#deps;
    const now = clock.now();
    await database.read.access.deleteExpired(toTimestamp(now));
    await database.read.idempotency.deleteOlderThan(toTimestamp(now - APP_LIMITS.idempotencyMs));
  }
}
