/**
 * What tasks have left on hosts and in rows because somebody could not be reached in time. Looked into apart from the lanes that take facts
 * in: a host that is slow to clean up must not keep its news waiting. What can't be settled now is looked at again with every round.
 */
import type { Task, VmReport } from '@rapidvm/domain';
import { HAS_PROCESS, TASK_ENDED } from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import { nextGeneration } from '@rapidvm/kernel';
import type { AppDeps } from '../deps.ts';
import type { IngestOutcome } from '../ingest/ingest.ts';
import { APP_LIMITS } from '../limits.ts';
import { forgetVm } from '../tasks/steps.ts';
import { findTarget } from '../tasks/vm-target.ts';

type LeftoverDeps = Pick<AppDeps, 'database' | 'agents' | 'logger'>;

interface Suspect {
  readonly hostId: HostId;
  readonly report: VmReport;
  readonly isOrphan: boolean;
}

type Moved = 'not-moved' | 'later' | 'settled';

export class Leftovers {
  readonly #deps: LeftoverDeps;
  readonly #onSuspect: () => void;
  readonly #suspects = new Map<VmId, Suspect>();

  constructor(deps: LeftoverDeps, onSuspect: () => void) {
    this.#deps = deps;
    this.#onSuspect = onSuspect;
  }

  /** Notes a report that may tell of something left behind. */
  consider(hostId: HostId, report: VmReport, outcome: IngestOutcome): void {
    const isOrphan = outcome === 'orphan';
    const isSuspect = isOrphan
      ? report.state !== 'destroyed'
      : report.state === 'destroyed' || HAS_PROCESS.includes(report.state);
    // Past the limit it is told again with the host's next listing.
    if (!isSuspect || this.#suspects.size >= APP_LIMITS.suspects) return;
    this.#suspects.set(report.vmId, { hostId, report, isOrphan });
    this.#onSuspect();
  }

  async round(): Promise<void> {
    for (const [vmId, suspect] of this.#suspects) {
      const settled = await this.#tryToSettle(suspect);
      if (settled && this.#suspects.get(vmId) === suspect) this.#suspects.delete(vmId);
    }
    const { items } = await this.#deps.database.read.vms.list({ states: ['destroyed'] }, { limit: APP_LIMITS.destroyedAtOnce });
    for (const { intent } of items) await this.#forgetDestroyed(intent.id);
  }

  async #tryToSettle(suspect: Suspect): Promise<boolean> {
    const { hostId, report } = suspect;
    try {
      if (suspect.isOrphan) return await this.#settleOrphan(hostId, report);
      if (report.state === 'destroyed') await this.#forgetDestroyed(report.vmId);
      else await this.#endUndoneStart(hostId, report);
      return true;
    } catch (error) {
      this.#deps.logger.warn('what a task has left can’t be cleaned up yet', {
        host: hostId,
        vm: report.vmId,
        cause: String(error),
      });
      return false;
    }
  }

  /** Its disks are gone and no task looks after it any more: its delete ended between its two steps, or had given up on the answer. */
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

  /**
   * A VM on a host that is not its own. One that another host has meanwhile is let go of here; its disks stay. What our own undone create or finished delete has left is removed; anything else is somebody's and
   * stays (law 11).
   */
  async #settleOrphan(hostId: HostId, report: VmReport): Promise<boolean> {
    const { vmId, state, intentGeneration } = report;
    const { database, agents, logger } = this.#deps;
    const moved = await this.#settleMoved(hostId, report);
    if (moved !== 'not-moved') return moved === 'settled';
    const last = await this.#lastTask(vmId);
    const ours =
      last !== undefined && TASK_ENDED.includes(last.state) && (last.kind === 'vm.create' || last.kind === 'vm.delete');
    if (!ours || (await database.read.vms.get(vmId)) !== null) {
      logger.warn('a host has a VM that is not known to be its own; it is left alone', { host: hostId, vm: vmId, state });
      return true;
    }
    logger.info('removing what an undone or deleted VM has left on a host', { host: hostId, vm: vmId, task: last.id });
    const generation = nextGeneration(intentGeneration);
    if (HAS_PROCESS.includes(state)) await agents.killVm(hostId, vmId, generation);
    await agents.removeVm(hostId, vmId, nextGeneration(generation), null);
    return true;
  }

  /** Its start elsewhere took its disks from this host, which could not be asked: whatever still runs here writes to disks that are not its own. */
  async #settleMoved(hostId: HostId, { vmId, state, intentGeneration }: VmReport): Promise<Moved> {
    const { database, agents, logger } = this.#deps;
    const target = await findTarget(database.read, vmId);
    if (target === null || target.hostId === hostId) return 'not-moved';
    // On its way: its task may still put it back.
    if (target.row.activeTaskId !== null || target.row.observed.hostId !== target.hostId) return 'later';
    logger.info('a host lets go of a VM that another one has', { host: hostId, vm: vmId, state });
    const generation = nextGeneration(intentGeneration);
    if (HAS_PROCESS.includes(state)) await agents.killVm(hostId, vmId, generation);
    await agents.releaseVm(hostId, target.spec, nextGeneration(generation));
    return 'settled';
  }

  async #lastTask(vmId: VmId): Promise<Task | undefined> {
    const { items } = await this.#deps.database.read.tasks.list({ subjectId: vmId }, { limit: 1 });
    return items[0];
  }
}
