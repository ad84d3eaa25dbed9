/** What a drain does next, by what there is on the host and what it has done so far. Pure. */
import type { Task, VmState } from '@rapidvm/domain';
import { HAS_PROCESS, TASK_ENDED } from '@rapidvm/domain';
import type { VmRow } from '../ports/index.ts';

export type DrainMove =
  | { readonly do: 'wait-for-part'; readonly part: Task }
  | { readonly do: 'move'; readonly row: VmRow }
  /** Somebody else's task is at work on it. */
  | { readonly do: 'wait-for-vm'; readonly row: VmRow }
  | { readonly do: 'end' };

export interface DrainSight {
  /** VMs of the host. */
  readonly rows: readonly VmRow[];
  /** Moves that this drain has begun. */
  readonly parts: readonly Task[];
  /** VMs that no other host can take. */
  readonly refused: ReadonlySet<string>;
  /** Whether the host can be commanded. */
  readonly isReachable: boolean;
}

/** What has nothing that could be moved. */
const NOTHING_THERE: readonly VmState[] = ['unknown', 'destroyed'];

/** One VM at a time: each that is shut down is down for as short as can be. */
export function planDrain({ rows, parts, refused, isReachable }: DrainSight): DrainMove {
  const part = parts.find(({ state }) => !TASK_ENDED.includes(state));
  if (part !== undefined) return { do: 'wait-for-part', part };
  if (!isReachable) return { do: 'end' };
  const tried = new Set<string>(parts.map(({ subject }) => subject.id));
  const left = rows.filter(({ intent, observed }) => {
    return !tried.has(intent.id) && !refused.has(intent.id) && !NOTHING_THERE.includes(observed.state);
  });
  const free = left.find(({ observed, activeTaskId }) => activeTaskId === null && observed.state !== 'created');
  if (free !== undefined) return { do: 'move', row: free };
  const busy = left.find(({ activeTaskId }) => activeTaskId !== null);
  return busy === undefined ? { do: 'end' } : { do: 'wait-for-vm', row: busy };
}

/** It has a process, or its host is about to start one again; so it is to run on its new host too. */
export function isToRun({ intent, observed }: VmRow): boolean {
  if (HAS_PROCESS.includes(observed.state)) return true;
  return observed.state === 'crashed' && intent.desiredPower === 'on' && intent.spec.restart !== 'never';
}

/** It runs there still, or may do so unseen. */
export function maybeRuns(row: VmRow, isReachable: boolean): boolean {
  return isToRun(row) || (row.observed.state === 'unknown' && !isReachable);
}
