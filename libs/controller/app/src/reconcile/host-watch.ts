/**
 * Takes in what agents and mesh say of the hosts, each host in its own lane, and makes two things true whatever happens: a host's state is how
 * it is seen, and a VM its host no longer has is unknown.
 */
import type { Host, HostFacts, HostLiveness, VmReport } from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import { toTimestamp } from '@rapidvm/kernel';
import { tell } from '../change/tell.ts';
import type { AppDeps } from '../deps.ts';
import type { Ingest, IngestOutcome } from '../ingest/ingest.ts';
import { LIVENESS } from '../limits.ts';
import type { AgentIntroduction, AgentListener, Stores } from '../ports/index.ts';
import { HostLane } from './host-lane.ts';
import type { Sight } from './plan-liveness.ts';
import { planLiveness } from './plan-liveness.ts';
import { missingVms } from './missing-vms.ts';

type HostWatchDeps = Pick<AppDeps, 'database' | 'mesh' | 'connections' | 'clock' | 'timers' | 'logger'>;

interface Stream {
  readonly connected: boolean;
  readonly heardAt: number;
  readonly lostAt: number;
  readonly lostReason: string;
}

/** Who else wants to know, after it was taken in. */
export interface HostWatchTold {
  readonly connected: (hostId: HostId) => void;
  readonly report: (hostId: HostId, report: VmReport, outcome: IngestOutcome) => void;
  /** A VM of its own that is not in its listing; perhaps a task is at work on it. */
  readonly missing: (hostId: HostId, vmId: VmId) => void;
}

export class HostWatch implements AgentListener {
  readonly #deps: HostWatchDeps;
  readonly #ingest: Ingest;
  readonly #lanes = new Map<HostId, HostLane>();
  readonly #streams = new Map<HostId, Stream>();
  /** Hosts whose VMs were marked unknown since their stream began: what they have must be told again. */
  readonly #unseenSince = new Set<HostId>();
  /** What each agent said it speaks, until it is written down. */
  readonly #protocols = new Map<HostId, number>();
  /** What a host is taken for that has no stream yet: lost, but only since this controller can know. */
  readonly #unseen: Stream;
  readonly #onConnected: (hostId: HostId) => void;
  readonly #onReport: (hostId: HostId, report: VmReport, outcome: IngestOutcome) => void;
  readonly #onMissing: (hostId: HostId, vmId: VmId) => void;

  constructor(deps: HostWatchDeps, ingest: Ingest, told: HostWatchTold) {
    this.#deps = deps;
    this.#ingest = ingest;
    this.#onConnected = told.connected;
    this.#onReport = told.report;
    this.#onMissing = told.missing;
    const lostAt = deps.clock.monotonic() + LIVENESS.startGraceMs - LIVENESS.graceMs;
    this.#unseen = { connected: false, heardAt: -Infinity, lostAt, lostReason: 'its agent has not answered yet' };
  }

  introduced(hostId: HostId, { protocol }: AgentIntroduction): void {
    this.#protocols.set(hostId, protocol);
    this.#lane(hostId).liveness();
  }

  connected(hostId: HostId): void {
    this.#streams.set(hostId, { connected: true, heardAt: this.#deps.clock.monotonic(), lostAt: 0, lostReason: '' });
    this.#unseenSince.delete(hostId);
    this.#lane(hostId).liveness();
    this.#onConnected(hostId);
  }

  disconnected(hostId: HostId, lostReason: string): void {
    const known = this.#streams.get(hostId);
    // A stream that keeps failing to connect was lost when it was lost, not at its latest try.
    const lostAt =
      known?.connected === false ? known.lostAt : known === undefined ? this.#unseen.lostAt : this.#deps.clock.monotonic();
    this.#streams.set(hostId, { connected: false, heardAt: -Infinity, lostAt, lostReason });
  }

  heard(hostId: HostId): void {
    const stream = this.#streams.get(hostId);
    if (stream?.connected !== true) return;
    this.#streams.set(hostId, { ...stream, heardAt: this.#deps.clock.monotonic() });
    if (this.#unseenSince.has(hostId)) this.#lane(hostId).liveness();
  }

  report(hostId: HostId, report: VmReport): void {
    this.#lane(hostId).report(report);
  }

  complete(hostId: HostId, vms: readonly VmId[]): void {
    this.#lane(hostId).complete(vms);
  }

  facts(hostId: HostId, facts: HostFacts): void {
    if (facts.hostId === hostId) this.#lane(hostId).facts(facts);
  }

  isConnected(hostId: HostId): boolean {
    return this.#streams.get(hostId)?.connected ?? false;
  }

  /** One look at every host; forgets those that were removed. */
  async look(): Promise<void> {
    const hosts = await this.#deps.database.read.hosts.all();
    const now = this.#deps.clock.monotonic();
    for (const host of hosts) this.#lookAt(host, now);
    await this.#forgetAllBut(new Set(hosts.map(({ id }) => id)));
  }

  /** Resolves when everything said so far is taken in. */
  async idle(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => lane.idle()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => lane.close()));
  }

  #lookAt({ id, sight: { liveness } }: Host, now: number): void {
    const sight = this.#sight(id);
    if (planLiveness(liveness, sight, now) !== null) this.#lane(id).liveness();
    // The mesh hears it again: it need not wait for the next try to connect, which may be far off.
    const isBack = sight.mesh?.state === 'active' && !sight.connected;
    if (isBack && (liveness === 'suspect' || liveness === 'failed')) this.#deps.connections.again(id);
  }

  #sight(hostId: HostId): Sight {
    const { mesh } = this.#deps;
    return { ...(this.#streams.get(hostId) ?? this.#unseen), mesh: mesh.sightOf(hostId), isolated: mesh.isolated() };
  }

  #lane(hostId: HostId): HostLane {
    const known = this.#lanes.get(hostId);
    if (known !== undefined) return known;
    const work = {
      report: (report: VmReport) => this.#takeReport(hostId, report),
      facts: async (facts: HostFacts) => void (await this.#ingest.facts(facts)),
      complete: (vms: readonly VmId[]) => this.#judgeListing(hostId, vms),
      liveness: () => this.#applyLiveness(hostId),
    };
    const lane = new HostLane(work, this.#deps.timers, this.#deps.logger.child({ host: hostId }));
    this.#lanes.set(hostId, lane);
    return lane;
  }

  async #takeReport(hostId: HostId, report: VmReport): Promise<void> {
    const outcome = await this.#ingest.report(hostId, report);
    this.#onReport(hostId, report, outcome);
  }

  async #judgeListing(hostId: HostId, vms: readonly VmId[]): Promise<void> {
    const rows = await this.#deps.database.read.vms.onHost(hostId);
    const listed = new Set<string>(vms);
    for (const row of missingVms(rows, listed)) {
      await this.#ingest.vmUnseen(row.intent.id, `its host ${row.hostName ?? hostId} does not have it any more`);
    }
    for (const { intent } of rows) {
      if (!listed.has(intent.id)) this.#onMissing(hostId, intent.id);
    }
  }

  async #applyLiveness(hostId: HostId): Promise<void> {
    const { database, clock, connections } = this.#deps;
    const protocol = this.#protocols.get(hostId);
    if (protocol !== undefined) await database.read.hosts.setProtocol(hostId, protocol);
    this.#protocols.delete(hostId);
    const changed = await database.transaction(async (stores) => {
      const row = await stores.hosts.get(hostId);
      const change = row && planLiveness(row.host.sight.liveness, this.#sight(hostId), clock.monotonic());
      if (row === null || change === null) return null;
      const witnesses = await this.#namesOf(stores, change.witnesses);
      const reason = witnesses.length === 0 ? change.reason : `${change.reason}: ${witnesses.join(', ')}`;
      const from = await stores.hosts.setSight(hostId, {
        liveness: change.to,
        since: toTimestamp(clock.now()),
        reason,
        witnesses,
      });
      if (from === null) return null;
      await this.#tellOfState(stores, row.host, from, change.to, reason);
      return change.to;
    });
    if (changed === 'suspect' || changed === 'failed') this.#unseenSince.add(hostId);
    // Its stream never broke, so what it has is told again: its VMs were marked unknown.
    if (changed === 'active' && this.#unseenSince.delete(hostId)) connections.again(hostId);
  }

  async #tellOfState(stores: Stores, host: Host, from: string, to: HostLiveness, reason: string | null): Promise<void> {
    const why = reason === null ? '' : `: ${reason}`;
    await tell(stores, 'host.state-changed', host, `The host ${host.name} is ${to}${why}`, { from, to, reason });
    if (to !== 'active') await this.#ingest.hostUnseen(stores, host.id, `its host ${host.name} is ${to}${why}`);
  }

  /** As people know them, the first few: a thousand names help nobody. */
  async #namesOf(stores: Stores, peerIds: readonly string[]): Promise<readonly string[]> {
    if (peerIds.length === 0) return [];
    const self = this.#deps.mesh.self();
    const names = new Map([
      [self.peerId, self.name],
      ...(await stores.hosts.all()).map((host) => [host.peerId, host.name] as const),
    ]);
    return peerIds.slice(0, LIVENESS.witnessesShown).map((peerId) => names.get(peerId) ?? peerId);
  }

  async #forgetAllBut(hosts: ReadonlySet<HostId>): Promise<void> {
    for (const [hostId, lane] of this.#lanes) {
      if (hosts.has(hostId)) continue;
      this.#lanes.delete(hostId);
      this.#streams.delete(hostId);
      this.#unseenSince.delete(hostId);
      await lane.close();
    }
  }
}
