import type { Task } from '@rapidvm/domain';
import { asId } from '@rapidvm/kernel';
import { describe, expect, it } from 'vitest';
import { taskEvent } from './task-event.ts';

const TASK: Task = {
  id: asId('0190a0a0-0000-7000-8000-000000000001'),
  kind: 'vm.create',
  subject: { kind: 'vm', id: asId('0190a0a0-0000-7000-8000-000000000002'), name: 'hello' },
  state: 'running',
  progress: 0.5,
  message: 'Making the disks on oak',
  steps: [],
  cancelRequested: false,
  error: null,
  requestedBy: 'ann',
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  endedAt: null,
};

describe('the event of a task', () => {
  it('reads as people speak', () => {
    expect(taskEvent('task.created', TASK).message).toBe('Create VM hello: asked for by ann');
    expect(taskEvent('task.progressed', TASK).message).toBe('Create VM hello: Making the disks on oak');
    expect(taskEvent('task.ended', { ...TASK, state: 'succeeded', message: 'Done' }).message).toBe('Create VM hello: done');
    expect(taskEvent('task.ended', { ...TASK, state: 'failed', message: 'no room' }).message).toBe(
      'Create VM hello failed: no room',
    );
    expect(taskEvent('task.ended', { ...TASK, state: 'cancelled', message: 'undone' }).message).toBe(
      'Create VM hello was cancelled: undone',
    );
  });
});
