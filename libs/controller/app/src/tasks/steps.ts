/** Parts that steps of several tasks are made of. */
import type { DesiredPower, TaskKind, VmReport } from '@rapidvm/domain';
import type { HostId, VmId } from '@rapidvm/kernel';
import { isRapidError } from '@rapidvm/kernel';
import { cancelled } from '../refusals.ts';
import { tell } from '../change/tell.ts';
import type { Stores } from '../ports/index.ts';
import type { TaskDeps } from './task-deps.ts';
import { findTarget, nextIntent } from './vm-target.ts';

/** A reply is a fact like any other: it goes through ingest. */
export async function ingestReply({ ingest }: Pick<TaskDeps, 'ingest'>, hostId: HostId, reply: Promise<VmReport>): Promise<void> {
  await ingest.report(hostId, await reply);
}

/** `work`, unless cancel is asked for first; the work itself goes on at the agent and its facts still come. */
export async function unlessCancelled<T>(work: Promise<T>, signal: AbortSignal, kind: TaskKind, step: string): Promise<T> {
  const abandoned = Promise.withResolvers<never>();
  const abandon = (): void => abandoned.reject(cancelled(kind, step));
  signal.addEventListener('abort', abandon, { once: true });
  if (signal.aborted) abandon();
  try {
    return await Promise.race([work, abandoned.promise]);
  } finally {
    signal.removeEventListener('abort', abandon);
    // Whichever lost the race must not end the process when it fails later.
    work.catch(() => undefined);
    abandoned.promise.catch(() => undefined);
  }
}

/** Puts a start back: whatever runs is ended, with a generation of its own. Refuses `host-unreachable`, and must then be tried again. */
export async function undoStart(deps: TaskDeps, vmId: VmId): Promise<void> {
  const target = await findTarget(deps.database.read, vmId);
  if (target === null) return;
  const generation = await nextIntent(deps.database, vmId, 'off');
  try {
    await ingestReply(deps, target.hostId, deps.agents.killVm(target.hostId, vmId, generation));
  } catch (error) {
    // The agent has no such VM, or nothing of it runs: there is nothing to end.
    if (!isRapidError(error, 'not-found', 'wrong-state')) throw error;
  }
}

/** It is wanted as `wanted`, and holds nothing unless it runs after all. Harmless when it is so already. */
export async function giveUpPlace({ database }: Pick<TaskDeps, 'database'>, vmId: VmId, wanted: DesiredPower): Promise<void> {
  await database.transaction(async (stores) => {
    const row = await stores.vms.get(vmId);
    if (row === null) return;
    const { desiredPower, generation } = row.intent;
    if (desiredPower !== wanted) await stores.vms.updateIntent(vmId, generation, { desiredPower: wanted });
    await stores.placement.settle(vmId);
  });
}

/** Forgets a VM whose disks are gone. Harmless when it is forgotten already. */
export async function forgetVm(stores: Stores, vmId: VmId, message: (name: string) => string): Promise<void> {
  const row = await stores.vms.get(vmId);
  if (row === null) return;
  await stores.vms.delete(vmId);
  await forgetHostIfLeft(stores, row.intent.hostId);
  await tell(stores, 'vm.deleted', row.intent, message(row.intent.name), { host: row.hostName });
}

/** The row of a removed host is kept for its VMs' sake alone. */
async function forgetHostIfLeft(stores: Stores, hostId: HostId | null): Promise<void> {
  const row = hostId === null ? null : await stores.hosts.get(hostId);
  if (row !== null && row.host.state === 'left' && row.vmCount === 0) await stores.hosts.delete(row.host.id);
}
