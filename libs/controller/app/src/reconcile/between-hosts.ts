/**
 * VMs whose way to another host was undone while their own could not be asked: no host has them, and their disks are well. Their own takes them up
 * when it is back and does not name them; whether it may tells the claim on the disks.
 */
import type { TaskKind, VmState } from '@rapidvm/domain';
import { TASK_ENDED } from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import type { AppDeps } from '../deps.ts';
import type { Ingest } from '../ingest/ingest.ts';
import { APP_LIMITS } from '../limits.ts';
import { ingestReply } from '../tasks/steps.ts';
import { findTarget } from '../tasks/vm-target.ts';

const CHANGES_HOST: readonly TaskKind[] = ['vm.move', 'vm.start'];
/** As it was seen last: on its old host before that let go of it, or since its host was lost. */
const MAY_BE_NOWHERE: readonly VmState[] = ['unknown', 'stopped'];

interface BetweenHostsDeps extends Pick<AppDeps, 'database' | 'agents' | 'logger'> {
  readonly ingest: Ingest;
}

export class BetweenHosts {
  readonly #deps: BetweenHostsDeps;
  readonly #onMissing: () => void;
  readonly #missing = new Map<VmId, HostId>();

  constructor(deps: BetweenHostsDeps, onMissing: () => void) {
    this.#deps = deps;
    this.#onMissing = onMissing;
  }

  /** A host has listed what it has, and this VM of its own was not there. */
  consider(hostId: HostId, vmId: VmId): void {
    // Past the limit it is told again with the host's next listing.
    if (this.#missing.size >= APP_LIMITS.suspects) return;
    this.#missing.set(vmId, hostId);
    this.#onMissing();
  }

  /** What can't be taken up now is tried again with every round. */
  async round(): Promise<void> {
    for (const [vmId, hostId] of this.#missing) {
      try {
        const settled = await this.#settle(hostId, vmId);
        if (settled && this.#missing.get(vmId) === hostId) this.#missing.delete(vmId);
      } catch (error) {
        this.#deps.logger.warn('a VM can’t be taken up by its host yet', { host: hostId, vm: vmId, cause: String(error) });
      }
    }
  }

  /** Resolves with false while a task is at work on the VM: what it leaves behind is not known before its end. */
  async #settle(hostId: HostId, vmId: VmId): Promise<boolean> {
    const { database, agents, logger } = this.#deps;
    const target = await findTarget(database.read, vmId);
    if (target === null || target.hostId !== hostId) return true;
    const { intent, observed, activeTaskId } = target.row;
    if (activeTaskId !== null) return false;
    const { items } = await database.read.tasks.list({ subjectId: vmId }, { limit: 1 });
    const last = items[0];
    const wasUndone = last !== undefined && TASK_ENDED.includes(last.state) && last.state !== 'succeeded';
    if (!wasUndone || !CHANGES_HOST.includes(last.kind) || !MAY_BE_NOWHERE.includes(observed.state)) return true;
    logger.info('a host takes up a VM again whose way to another was undone', { host: hostId, vm: vmId, task: last.id });
    await ingestReply(this.#deps, hostId, agents.adoptVm(hostId, target.spec, intent.generation, null));
    return true;
  }
}
