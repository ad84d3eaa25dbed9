/**
 * The states of a VM and every edge between them, as one table used by API, UI, agent and database alike.
 *
 *   created ──► stopped ──► starting ──► running ◄──► paused
 *                  ▲            │           │            │
 *                  │            ▼           ▼            ▼
 *                  ├──────── crashed ◄── stopping, snapshotting, migrating, restoring
 *                  └─ … and from every state but destroyed: unknown (cannot be seen), back by `seen…`
 *
 * `starting, stopping, snapshotting, migrating, restoring` are transitions owned by a task. `destroyed` is terminal.
 */
import { RapidError } from '@rapidvm/kernel';

export const VM_STATES = [
  'created',
  'stopped',
  'starting',
  'running',
  'paused',
  'stopping',
  'snapshotting',
  'migrating',
  'restoring',
  'crashed',
  'unknown',
  'destroyed',
] as const;
export type VmState = (typeof VM_STATES)[number];

export const VM_TRIGGERS = [
  'provisioned',
  'start-requested',
  'started',
  'start-failed',
  'pause-completed',
  'resume-completed',
  'stop-requested',
  'stop-abandoned',
  'process-ended',
  'process-crashed',
  'snapshot-begun',
  'snapshot-ended',
  'snapshot-ended-paused',
  'migration-begun',
  'migration-ended',
  'migration-ended-paused',
  'restore-begun',
  'restore-ended',
  'restore-ended-running',
  'lost-sight',
  'seen-stopped',
  'seen-starting',
  'seen-running',
  'seen-paused',
  'seen-stopping',
  'seen-crashed',
  'destroy-completed',
] as const;
export type VmTrigger = (typeof VM_TRIGGERS)[number];

type Edges = Readonly<Partial<Record<VmTrigger, VmState>>>;

const WHEN_PROCESS_DIES: Edges = { 'process-ended': 'stopped', 'process-crashed': 'crashed', 'lost-sight': 'unknown' };

/** state → trigger → next state. What is not here cannot happen. */
export const VM_EDGES: Readonly<Record<VmState, Edges>> = {
  created: { provisioned: 'stopped', 'destroy-completed': 'destroyed', 'lost-sight': 'unknown' },
  stopped: {
    'start-requested': 'starting',
    'restore-begun': 'restoring',
    'destroy-completed': 'destroyed',
    'lost-sight': 'unknown',
  },
  starting: { ...WHEN_PROCESS_DIES, started: 'running', 'start-failed': 'stopped', 'stop-requested': 'stopping' },
  running: {
    ...WHEN_PROCESS_DIES,
    'pause-completed': 'paused',
    'stop-requested': 'stopping',
    'snapshot-begun': 'snapshotting',
    'migration-begun': 'migrating',
  },
  paused: {
    ...WHEN_PROCESS_DIES,
    'resume-completed': 'running',
    'stop-requested': 'stopping',
    'snapshot-begun': 'snapshotting',
    'migration-begun': 'migrating',
  },
  stopping: { ...WHEN_PROCESS_DIES, 'stop-abandoned': 'running' },
  snapshotting: { ...WHEN_PROCESS_DIES, 'snapshot-ended': 'running', 'snapshot-ended-paused': 'paused' },
  migrating: { ...WHEN_PROCESS_DIES, 'migration-ended': 'running', 'migration-ended-paused': 'paused' },
  restoring: { ...WHEN_PROCESS_DIES, 'restore-ended': 'stopped', 'restore-ended-running': 'running' },
  crashed: {
    'start-requested': 'starting',
    'restore-begun': 'restoring',
    'process-ended': 'stopped',
    'destroy-completed': 'destroyed',
    'lost-sight': 'unknown',
  },
  unknown: {
    'seen-stopped': 'stopped',
    'seen-starting': 'starting',
    'seen-running': 'running',
    'seen-paused': 'paused',
    'seen-stopping': 'stopping',
    'seen-crashed': 'crashed',
    'destroy-completed': 'destroyed',
  },
  destroyed: {},
};

export const CAN_START: readonly VmState[] = ['stopped', 'crashed'];
export const CAN_STOP: readonly VmState[] = ['running', 'paused', 'starting'];
export const CAN_KILL: readonly VmState[] = [
  'starting',
  'running',
  'paused',
  'stopping',
  'snapshotting',
  'migrating',
  'restoring',
];
export const CAN_DELETE: readonly VmState[] = ['created', 'stopped', 'crashed'];
/** A QEMU exists, so its consoles can be opened. */
export const HAS_PROCESS: readonly VmState[] = ['starting', 'running', 'paused', 'stopping', 'snapshotting', 'migrating'];
export const TERMINAL: readonly VmState[] = ['destroyed'];
/** Owned by a task: somebody is busy with the VM. */
export const IN_TRANSITION: readonly VmState[] = ['starting', 'stopping', 'snapshotting', 'migrating', 'restoring'];

/** The state after `trigger`; an impossible edge is a coded error, never a silent no-op. */
export function nextVmState(from: VmState, trigger: VmTrigger): VmState {
  const to = VM_EDGES[from][trigger];
  if (to !== undefined) return to;
  const details = { machine: 'vm', from, trigger };
  throw new RapidError(
    'invalid-edge',
    `A VM that is ${from} can't take “${trigger}”`,
    details,
    'Look at the VM again: its state has changed',
  );
}

/** Whether some trigger leads from `from` straight to `to`. */
export function hasVmEdge(from: VmState, to: VmState): boolean {
  return Object.values(VM_EDGES[from]).includes(to);
}
