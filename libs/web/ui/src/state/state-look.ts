import type { HostState, TaskState, VmState } from '@rapidvm/domain';
import type { IconName } from '../icons/icon-paths.ts';

export type Tone = 'ok' | 'idle' | 'busy' | 'warn' | 'bad';

/** How a state looks: never by colour alone, each tone has a shape. */
export interface StateLook {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly solid?: boolean;
  readonly spin?: boolean;
}

const BUSY: StateLook = { tone: 'busy', icon: 'busy', spin: true };

export const VM_LOOK: Readonly<Record<VmState, StateLook>> = {
  created: { tone: 'idle', icon: 'stop' },
  stopped: { tone: 'idle', icon: 'stop', solid: true },
  starting: BUSY,
  running: { tone: 'ok', icon: 'start', solid: true },
  paused: { tone: 'warn', icon: 'pause' },
  stopping: BUSY,
  snapshotting: BUSY,
  migrating: BUSY,
  restoring: BUSY,
  crashed: { tone: 'bad', icon: 'warning' },
  unknown: { tone: 'warn', icon: 'unknown' },
  destroyed: { tone: 'idle', icon: 'delete' },
};

export const HOST_LOOK: Readonly<Record<HostState, StateLook>> = {
  joining: BUSY,
  active: { tone: 'ok', icon: 'check' },
  suspect: { tone: 'warn', icon: 'unknown' },
  failed: { tone: 'bad', icon: 'offline' },
  maintenance: { tone: 'warn', icon: 'pause' },
  draining: { tone: 'warn', icon: 'busy', spin: true },
  left: { tone: 'idle', icon: 'delete' },
};

export const TASK_LOOK: Readonly<Record<TaskState, StateLook>> = {
  queued: { tone: 'idle', icon: 'event' },
  running: BUSY,
  undoing: { tone: 'warn', icon: 'busy', spin: true },
  succeeded: { tone: 'ok', icon: 'check' },
  failed: { tone: 'bad', icon: 'warning' },
  cancelled: { tone: 'idle', icon: 'close' },
};
