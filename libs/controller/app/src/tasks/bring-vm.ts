/** A VM must be in the ledger of the host that is to run it, and of no other: brought there from where it was last, or taken up anew. */
import type { DesiredPower } from '@rapidvm/domain';
import { CAN_COMMAND } from '@rapidvm/domain';
import type { Generation, HostId, VmId } from '@rapidvm/kernel';
import { isRapidError } from '@rapidvm/kernel';
import type { StepContext, StepEnd, TaskStep } from '../ports/index.ts';
import { ingestReply } from './steps.ts';
import type { TaskDeps } from './task-deps.ts';
import type { VmTarget } from './vm-target.ts';
import { findTarget, targetOr404 } from './vm-target.ts';

interface BringInput {
  readonly vmId: VmId;
  /** That the commands carry; null: of the intent as it is. */
  readonly generation: Generation | null;
  /** A host that runs nothing any more; null: none is known. */
  readonly takesFrom: HostId | null;
}

/**
 * Nothing to do for a VM that its host has. Undone by {@link bringBack}, which belongs to the step before: there the VM's host is another one already. A host that can't be asked to let go is passed over: whether it runs the VM tells
 * its claim on the disks, which the new host looks at.
 */
export function bringStep<I extends BringInput>(deps: TaskDeps): TaskStep<I> {
  return {
    name: 'bring it to its host',
    run: (input, { report }) => bring(deps, input, report),
  };
}

export async function bring(deps: TaskDeps, input: BringInput, report: StepContext['report']): Promise<StepEnd> {
  const target = await targetOr404(deps.database.read, input.vmId);
  if (isAtHome(target)) return 'nothing-to-do';
  const { hostId, spec, row } = target;
  const generation = input.generation ?? row.intent.generation;
  await report(`Looking for its disks on ${row.hostName ?? hostId}`);
  const from = hostBefore(target);
  await deps.agents.checkDisks(hostId, spec, generation, from);
  if (from !== null) await letGo(deps, target, from, generation);
  await takeUp(deps, target, generation, otherThan(hostId, input.takesFrom));
  return undefined;
}

/** A VM that did not arrive where it was to go is wanted where it was, as `wanted`. Harmless for one that has arrived, or was to go nowhere. */
export async function bringBack(deps: TaskDeps, vmId: VmId, wanted: DesiredPower): Promise<void> {
  const target = await findTarget(deps.database.read, vmId);
  if (target !== null) await putBack(deps, target, wanted);
}

/** A host that stays takes nothing from itself. */
export function otherThan(hostId: HostId, takesFrom: HostId | null): HostId | null {
  return takesFrom === hostId ? null : takesFrom;
}

function isAtHome({ row, hostId }: VmTarget): boolean {
  const { observed } = row;
  return observed.state === 'created' || (observed.hostId === hostId && observed.state !== 'unknown');
}

/** The host that had it last, when that is another one. */
function hostBefore({ row, hostId }: VmTarget): HostId | null {
  return row.observed.hostId === hostId ? null : row.observed.hostId;
}

/** A host that can't be asked is passed over. */
export async function letGo(deps: TaskDeps, { spec }: VmTarget, from: HostId, generation: Generation): Promise<void> {
  const before = await deps.database.read.hosts.get(from);
  if (before === null || !CAN_COMMAND.includes(before.host.state)) return;
  try {
    await deps.agents.releaseVm(from, spec, generation);
  } catch (error) {
    if (!isRapidError(error, 'host-unreachable')) throw error;
  }
}

export async function takeUp(
  deps: TaskDeps,
  { hostId, spec }: VmTarget,
  generation: Generation,
  takesFrom: HostId | null,
): Promise<void> {
  try {
    await ingestReply(deps, hostId, deps.agents.adoptVm(hostId, spec, generation, takesFrom));
  } catch (error) {
    // The host has it after all, with a process: the start says what is to be said of that.
    if (!isRapidError(error, 'wrong-state')) throw error;
  }
}

async function putBack(deps: TaskDeps, target: VmTarget, wanted: DesiredPower): Promise<void> {
  const from = hostBefore(target);
  const { id, generation, desiredPower } = target.row.intent;
  if (from === null && desiredPower === wanted) return;
  const change = { desiredPower: wanted, ...(from !== null && { hostId: from }) } as const;
  const intent = await deps.database.transaction((stores) => stores.vms.updateIntent(id, generation, change));
  if (from === null) return;
  // It may have been taken up a moment before all this was broken off.
  await letGo(deps, target, target.hostId, intent.generation);
  try {
    await takeUp(deps, { ...target, hostId: from }, intent.generation, null);
  } catch (error) {
    // Its next start takes it up there.
    if (!isRapidError(error, 'host-unreachable')) throw error;
  }
}
