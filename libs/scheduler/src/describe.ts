/** An obstacle in words: what it is with its figures, and the nearest change with which the host would fit. */
import { formatBytes } from '@rapidvm/kernel';
import { changesFor } from './change.ts';
import { changeWords } from './change-words.ts';
import type { Obstacle, ObstacleCode, Shortage } from './obstacle.ts';
import type { NameSelector } from './words.ts';
import { mebibytes, processors, vmsThere } from './words.ts';

export interface Described {
  readonly code: ObstacleCode;
  readonly reason: string;
  /** Null where nothing that people can change would help. */
  readonly change: string | null;
  /** For what is counted; null elsewhere. */
  readonly figures: Figures | null;
}

export interface Figures {
  readonly needed: number;
  readonly available: number;
  readonly unit: 'MiB' | 'bytes' | 'cpus';
}

export function describe(obstacle: Obstacle, name: NameSelector = (selector) => selector): Described {
  const changes = changesFor(obstacle).map((change) => changeWords(change, name));
  return {
    code: obstacle.code,
    reason: reasonOf(obstacle, name),
    change: changes.length === 0 ? null : changes.join(', or '),
    figures: figuresOf(obstacle),
  };
}

function reasonOf(obstacle: Obstacle, name: NameSelector): string {
  switch (obstacle.code) {
    case 'other-host-asked':
      return `the host ${obstacle.wanted} was asked for`;
    case 'host-state':
      return stateReason(obstacle.state, obstacle.because);
    case 'host-untold':
      return 'it has not told yet what it is';
    case 'architecture':
      return `its architecture is ${obstacle.has}, the image needs ${obstacle.needs}`;
    case 'accelerator':
      return `it can only emulate: ${obstacle.because}`;
    case 'cpu-model':
      return `its processor is ${obstacle.has}, not ${obstacle.needs}`;
    case 'cpu-flags':
      return `${obstacle.told ? 'its processor does not have' : 'it does not tell whether its processor has'} ${obstacle.missing.join(', ')}`;
    case 'label-missing':
      return `it does not have the label ${name(obstacle.selector)}`;
    case 'label-forbidden':
      return `it has the label ${name(obstacle.selector)}`;
    case 'disks-elsewhere':
      return obstacle.isShareable
        ? `the disks lie in the datastore ${obstacle.datastore} of ${obstacle.host}, which is another than its own`
        : `the disks are reached through ${obstacle.host} only`;
    case 'datastore-missing':
      return `it does not have the datastore ${obstacle.datastore}`;
    case 'datastore-full':
      return `its datastore ${obstacle.datastore} has ${formatBytes(obstacle.available)} free of the ${formatBytes(obstacle.needed)} needed`;
    case 'network-missing':
      return `it does not have the network ${obstacle.network}`;
    case 'vm-missing':
      return obstacle.nowhere
        ? `there is no VM ${name(obstacle.selector)} to be with yet`
        : `no VM ${name(obstacle.selector)} is there`;
    case 'vm-beside':
      return `${vmsThere(obstacle.count, name(obstacle.selector))}, to be kept apart from`;
    case 'unwanted-beside':
      return `${vmsThere(obstacle.count)} and must be apart from ${name(obstacle.selector)}`;
    case 'memory':
      return memoryReason(obstacle);
    case 'cpus-of-host':
      return `it has ${processors(obstacle.available)}, the VM needs ${obstacle.needed}`;
    case 'cpus':
      return cpuReason(obstacle);
  }
}

function figuresOf(obstacle: Obstacle): Figures | null {
  switch (obstacle.code) {
    case 'memory':
      return { needed: obstacle.needed, available: obstacle.available, unit: 'MiB' };
    case 'cpus':
    case 'cpus-of-host':
      return { needed: obstacle.needed, available: obstacle.available, unit: 'cpus' };
    case 'datastore-full':
      return { needed: obstacle.needed, available: obstacle.available, unit: 'bytes' };
    default:
      return null;
  }
}

function stateReason(state: string, because: string | null): string {
  const why = because === null ? '' : `: ${because}`;
  if (state === 'maintenance') return `it is in maintenance${why}`;
  if (state === 'draining') return `it is being drained${why}`;
  return state === 'left' ? 'it was removed' : `it is ${state}${why}`;
}

function memoryReason({ needed, available, limit, inFlight }: Shortage): string {
  // A VM that is not to run takes nothing yet, so it is held against the whole host.
  if (available === limit) return `needs ${mebibytes(needed - available)} more: it has ${mebibytes(limit)} for all VMs together`;
  const left = mebibytes(Math.max(0, available));
  const tasks = inFlight === 0 ? '' : `, ${mebibytes(inFlight)} of it for tasks under way`;
  const promised = `${mebibytes(limit - available)} are promised${tasks}`;
  return `needs ${mebibytes(needed - available)} more: it has ${left} left of ${mebibytes(limit)}, ${promised}`;
}

function cpuReason({ needed, available, limit, inFlight }: Shortage): string {
  if (available === limit) return `needs ${processors(needed - available)} more: it may promise at most ${limit}`;
  const tasks = inFlight === 0 ? '' : `, ${inFlight} of them for tasks under way`;
  return `needs ${processors(needed - available)} more: ${limit - available} of at most ${limit} are promised${tasks}`;
}
