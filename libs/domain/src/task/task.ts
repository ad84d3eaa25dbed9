import type { ErrorRecord, HostId, ImageId, TaskId, VmId } from '@rapidvm/kernel';

/**
 *   queued ─► running ─► succeeded
 *                │  └──► undoing ─► failed | cancelled
 */
export const TASK_STATES = ['queued', 'running', 'undoing', 'succeeded', 'failed', 'cancelled'] as const;
export type TaskState = (typeof TASK_STATES)[number];
export const TASK_ENDED: readonly TaskState[] = ['succeeded', 'failed', 'cancelled'];

export const TASK_KINDS = [
  'vm.create',
  'vm.start',
  'vm.stop',
  'vm.kill',
  'vm.delete',
  'vm.move',
  'image.register',
  'image.delete',
  'host.drain',
  'host.remove',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export type TaskSubject =
  | { readonly kind: 'vm'; readonly id: VmId; readonly name: string }
  | { readonly kind: 'host'; readonly id: HostId; readonly name: string }
  | { readonly kind: 'image'; readonly id: ImageId; readonly name: string };

export const TASK_STEP_STATES = ['waiting', 'running', 'done', 'failed', 'undone'] as const;

export interface TaskStepView {
  readonly name: string;
  readonly state: (typeof TASK_STEP_STATES)[number];
  /** Once it has begun the task can't be cancelled: what it does can't be taken back. */
  readonly pointOfNoReturn: boolean;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/** One durable, visible, cancellable operation made of steps. */
export interface Task {
  readonly id: TaskId;
  readonly kind: TaskKind;
  readonly subject: TaskSubject;
  readonly state: TaskState;
  /** 0…1 over all steps. */
  readonly progress: number;
  readonly message: string;
  readonly steps: readonly TaskStepView[];
  readonly cancelRequested: boolean;
  readonly error: ErrorRecord | null;
  readonly requestedBy: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/** Share of the steps that are done. `share`: 0 to 1, of the one under way. */
export function progressOf(steps: readonly TaskStepView[], share = 0): number {
  if (steps.length === 0) return 0;
  return (steps.filter((step) => step.state === 'done').length + share) / steps.length;
}
