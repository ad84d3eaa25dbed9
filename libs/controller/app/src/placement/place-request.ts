/** What is asked of placement for one VM, and how that stands to what the VM has already. Pure. */
import type { Host } from '@rapidvm/domain';
import type { Generation, HostId, TaskId, VmId } from '@rapidvm/kernel';
import type { Demand } from '@rapidvm/scheduler';
import type { LockedVm, Reservation } from '../ports/index.ts';
import { demandOf } from './demand-of.ts';

export interface PlaceRequest {
  readonly vmId: VmId;
  /** move: on another host than the one where it is. */
  readonly operation: 'create' | 'start' | 'move';
  /** It is about to run, so its memory and processors are taken too. */
  readonly runs: boolean;
  /** Only this host. */
  readonly askedFor: HostId | null;
  readonly taskId: TaskId | null;
  /** Of the intent that the request carries out; null: any. */
  readonly generation: Generation | null;
  /** Why it goes to another host, in words for people, where that is not the scheduler's choice. */
  readonly because?: string | null;
}

export interface Place {
  readonly hostId: HostId;
  readonly hostName: string;
  /** Null: it had its place already. */
  readonly reason: string | null;
}

export type KnownPlace = Pick<Host, 'id' | 'name' | 'facts'>;

/** Was asked for already, by this very task; its answer was lost. */
export function hasPlace({ runs, taskId }: PlaceRequest, { intent, holds, placedBy }: LockedVm): boolean {
  if (intent.hostId === null || (taskId !== null && placedBy !== taskId)) return false;
  return !runs || holds.some(({ hostId }) => hostId === intent.hostId);
}

/** Somebody has wanted something else of the VM since: this request is somebody's who does not know yet. */
export function isStale(request: PlaceRequest, vm: LockedVm): boolean {
  return request.generation !== null && request.generation !== vm.intent.generation && !hasPlace(request, vm);
}

/** A new VM that has a host already was given one by this very request, and what is missing is the rest. */
export function demandFor(
  { operation, runs, askedFor }: PlaceRequest,
  { intent, holds }: LockedVm,
  hosts: ReadonlyMap<HostId, KnownPlace>,
): Demand {
  const host = intent.hostId === null ? null : (hosts.get(intent.hostId) ?? null);
  const asked = askedFor === null ? null : (hosts.get(askedFor) ?? { id: askedFor, name: askedFor });
  const isNew = operation === 'create' && host === null;
  return demandOf(intent, { isNew, runs, askedFor: asked, host, holds });
}

/** What it has to take there, beside what it holds there already. */
export function wantedOn(hostId: HostId, { runs }: PlaceRequest, { intent, holds }: LockedVm): Reservation {
  const isHeld = holds.some((held) => held.hostId === hostId);
  const { memoryMiB, cpus } = runs && !isHeld ? intent.spec : { memoryMiB: 0, cpus: 0 };
  return { vmId: intent.id, hostId, memoryMiB, cpus };
}
