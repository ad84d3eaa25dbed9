/**
 * Takes in what agents and mesh say of the hosts, each host in its own lane, and makes three things true whatever happens: a host's state is
 * how it is seen, a VM its host no longer has is unknown, and what is left of an undone VM is removed.
 */
import type { HostFacts, Task, VmReport } from '@rapidvm/domain';
import { HAS_PROCESS, TASK_ENDED } from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import { nextGeneration, toTimestamp } from '@rapidvm/kernel';
import { tell } from '../change/tell.ts';
import type { AppDeps } from '../deps.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { LIVENESS } from '../limits.ts';
import type { AgentListener } from '../ports/index.ts';
import { forgetVm } from '../tasks/steps.ts';
import { HostLane } from './host-lane.ts';
import type { Sight } from './plan-liveness.ts';
import { planLiveness } from './plan-liveness.ts';
import { missingVms } from './missing-vms.ts';

type HostWatchDeps = Pick<AppDeps, 'database' | 'agents' | 'mesh' | 'clock' | 'timers' | 'logger'>;

/** VMs looked at in one round; there is hardly ever one. */
const LEFTOVERS_AT_ONCE = 100;

interface Stream {
  readonly connected: boolean;
  readonly lostAt: number;
  readonly lostReason: string;
}

export class HostWatch implements AgentListener {
  readonly #deps: HostWatchDeps;
  readonly #ingest: Ingest;
  readonly #lanes = new Map<HostId, HostLane>();
  readonly #streams = new Map<HostId, Stream>();
  /** What a host is taken for that has no stream yet: lost, but only since this controller can know. */
  readonly #unseen: Stream;
  readonly #onConnected: (hostId: HostId) => void;

  constructor(deps: HostWatchDeps, ingest: Ingest, onConnected: (hostId: HostId) => void) {
    this.#deps = deps;
    this.#ingest = ingest;
    this.#onConnected = onConnected;
    const lostAt = deps.clock.monotonic() + LIVENESS.startGraceMs - LIVENESS.graceMs;
    this.#unseen = { connected: false, lostAt, lostReason: 'its agent has not answered yet' };
  }

  connected(hostId: HostId): void {
    this.#streams.set(hostId, { connected: true, lostAt: 0, lostReason: '' });
    this.#lane(hostId).liveness();
    this.#onConnected(hostId);
  }

  disconnected(hostId: HostId, lostReason: string): void {
    const known = this.#streams.get(hostId);
    // A stream that keeps failing to connect was lost when it was lost, not at its latest try.
    const lostAt =
      known?.connected === false ? known.lostAt : known === undefined ? this.#unseen.lostAt : this.#deps.clock.monotonic();
    this.#streams.set(hostId, { connected: false, lostAt, lostReason });
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
    for (const { id, state } of hosts) if (planLiveness(state, this.#sight(id), now) !== null) this.#lane(id).liveness();
    await this.#forgetAllBut(new Set(hosts.map(({ id }) => id)));
  }

  /** Forgets VMs whose disks are gone and that no task looks after any more: their delete ended between its two steps. */
  async forgetDestroyed(): Promise<void> {
    const { items } = await this.#deps.database.read.vms.list({ states: ['destroyed'] }, { limit: LEFTOVERS_AT_ONCE });
    for (const { intent } of items) await this.#forgetDestroyed(intent.id);
  }

  /** Resolves when everything said so far is taken in. */
  async idle(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => lane.idle()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => lane.close()));
  }

  #sight(hostId: HostId): Sight {
    return { ...(this.#streams.get(hostId) ?? this.#unseen), heardByMesh: this.#deps.mesh.alive().has(hostId) };
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
    if (outcome === 'orphan') await this.#settleOrphan(hostId, report);
    else if (report.state === 'destroyed') await this.#forgetDestroyed(report.vmId);
    else if (HAS_PROCESS.includes(report.state)) await this.#endUndoneStart(hostId, report);
  }

  async #judgeListing(hostId: HostId, vms: readonly VmId[]): Promise<void> {
    const rows = await this.#deps.database.read.vms.onHost(hostId);
    for (const row of missingVms(rows, new Set(vms))) {
      await this.#ingest.vmUnseen(row.intent.id, `its host ${row.hostName ?? hostId} does not have it any more`);
    }
  }

  async #applyLiveness(hostId: HostId): Promise<void> {
    const { database, clock } = this.#deps;
    await database.transaction(async (stores) => {
      const row = await stores.hosts.get(hostId);
      const change = row && planLiveness(row.host.state, this.#sight(hostId), clock.monotonic());
      if (row === null || change === null) return;
      const from = await stores.hosts.setState(hostId, change.to, toTimestamp(clock.now()), change.reason);
      if (from === null) return;
      const why = change.reason === null ? '' : `: ${change.reason}`;
      const data = { from, to: change.to, reason: change.reason };
      await tell(stores, 'host.state-changed', row.host, `The host ${row.host.name} is ${change.to}${why}`, data);
      if (change.to === 'unreachable') await this.#ingest.hostUnseen(stores, hostId, `its host ${row.host.name} is unreachable`);
    });
  }

  /** Removed by a task that had given up on the answer: the disks are gone, so the rows go too. */
  async #forgetDestroyed(vmId: VmId): Promise<void> {
    await this.#deps.database.transaction(async (stores) => {
      const row = await stores.vms.get(vmId);
      if (row === null || row.activeTaskId !== null || row.observed.state !== 'destroyed') return;
      await forgetVm(stores, vmId, (name) => `${name} and its disks were deleted`);
    });
  }

  /** A start that was undone while its host could not be reached may have come through after all: then it is ended now. */
  async #endUndoneStart(hostId: HostId, report: VmReport): Promise<void> {
    const { database, agents } = this.#deps;
    const row = await database.read.vms.get(report.vmId);
    if (row === null || row.activeTaskId !== null || row.intent.desiredPower === 'on') return;
    if (report.intentGeneration >= row.intent.generation) return;
    const last = await this.#lastTask(report.vmId);
    if (last?.kind === 'vm.start' && last.state !== 'succeeded') await agents.killVm(hostId, report.vmId, row.intent.generation);
  }

  async #lastTask(vmId: VmId): Promise<Task | undefined> {
    const { items } = await this.#deps.database.read.tasks.list({ subjectId: vmId }, { limit: 1 });
    return items[0];
  }

  /**
   * A VM on a host that we have no row of. What our own undone create or finished delete has left is removed; anything else is somebody's and
   * stays (law 11).
   */
  async #settleOrphan(hostId: HostId, report: VmReport): Promise<void> {
    const { database, agents, logger } = this.#deps;
    const { vmId, state } = report;
    if (state === 'destroyed') return;
    const last = await this.#lastTask(vmId);
    const ours =
      last !== undefined && TASK_ENDED.includes(last.state) && (last.kind === 'vm.create' || last.kind === 'vm.delete');
    if (!ours || (await database.read.vms.get(vmId)) !== null) {
      logger.warn('a host has a VM that is not known to be its own; it is left alone', { host: hostId, vm: vmId, state });
      return;
    }
    logger.info('removing what an undone or deleted VM has left on a host', { host: hostId, vm: vmId, task: last.id });
    const generation = nextGeneration(report.intentGeneration);
    if (HAS_PROCESS.includes(state)) await agents.killVm(hostId, vmId, generation);
    await agents.removeVm(hostId, vmId, nextGeneration(generation), null);
  }

  async #forgetAllBut(hosts: ReadonlySet<HostId>): Promise<void> {
    for (const [hostId, lane] of this.#lanes) {
      if (hosts.has(hostId)) continue;
      this.#lanes.delete(hostId);
      this.#streams.delete(hostId);
      await lane.close();
    }
  }
}
