/** What a drain leaves behind, told by name. */
import type { ErrorDetails, HostId, TaskId } from '@rapidvm/kernel';
import type { ErrorRecord } from '@rapidvm/kernel';
import { counted, RapidError } from '@rapidvm/kernel';
import type { Task } from '@rapidvm/domain';
import type { VmRow } from '../ports/index.ts';
import { hostOr404 } from '../host/service.ts';
import { isReachable, movedNames, whyNot } from './drain-moves.ts';
import { maybeRuns } from './plan-drain.ts';
import type { TaskDeps } from './task-deps.ts';

/** VMs told with their reasons, and of those in the one sentence; a host that nobody else can stand in for may have hundreds. */
const TOLD = 50;
const NAMED = 5;

type Stayed = ErrorDetails['drain-incomplete']['stayed'][number];

/** Refuses `drain-incomplete` when VMs run on the host still, or may. Those that are off are in nobody's way. */
export async function refuseIfSomeStay(deps: TaskDeps, hostId: HostId, taskId: TaskId): Promise<void> {
  const { read } = deps.database;
  const reachable = await isReachable(deps, hostId);
  const rows = (await read.vms.onHost(hostId)).filter((row) => maybeRuns(row, reachable));
  if (rows.length === 0) return;
  const { host } = await hostOr404(read, hostId);
  const parts = await read.tasks.partsOf(taskId);
  const stayed: Stayed[] = [];
  for (const row of rows.slice(0, TOLD)) stayed.push(await reasonOf(deps, row, parts, reachable));
  const named = stayed.slice(0, NAMED).map(({ vm, reason }) => `${vm}: ${reason}`);
  const more = rows.length > named.length ? `; and ${rows.length - named.length} more` : '';
  throw new RapidError(
    'drain-incomplete',
    `${counted(rows.length, 'VM')} stayed on ${host.name}. ${named.join('; ')}${more}`,
    { host: host.name, moved: movedNames(parts).length, stayed, vms: rows.length },
    'Do what is said of each VM and drain the host again, or let it leave maintenance',
  );
}

async function reasonOf(deps: TaskDeps, row: VmRow, parts: readonly Task[], reachable: boolean): Promise<Stayed> {
  const vm = row.intent.name;
  if (!reachable) {
    const change = 'bring the host back, or start the VM on another by force once its plug is pulled';
    return { vm, code: 'host-unreachable', reason: 'its host can’t be reached', change };
  }
  const failed = parts.find(({ subject, error }) => subject.id === row.intent.id && error !== null)?.error ?? null;
  const why = failed ?? (await whyNot(deps, row))?.toRecord() ?? null;
  if (why !== null) return { vm, code: why.code, reason: why.message, change: changeOf(why) };
  return { vm, code: 'unavailable', reason: 'it came after the others had gone', change: 'drain the host again' };
}

function changeOf({ hint }: ErrorRecord): string | null {
  return hint === '' ? null : hint;
}
