import type { TaskView } from '@rapidvm/operations';
import { describe, expect, it } from 'vitest';
import { taskNews, tookText } from './task-words.ts';

const [FROM, TO] = ['2026-11-21T10:00:00Z', '2026-11-21T10:00:07Z'];
const task = (changes: Partial<TaskView>): TaskView => ({
  id: 't',
  kind: 'vm.create',
  subject: { kind: 'vm', id: 'v', name: 'hello' },
  state: 'running',
  progress: 0.5,
  message: 'copying the image',
  error: null,
  steps: [],
  requestedBy: 'ann',
  cancelRequested: false,
  createdAt: FROM,
  startedAt: FROM,
  endedAt: null,
  allowedActions: [],
  ...changes,
});

describe('what there is to say of a task', () => {
  it('is what it is at, what went wrong, or how long it took', () => {
    expect(taskNews(task({}))).toBe('copying the image');
    expect(taskNews(task({ state: 'succeeded', message: 'Done', endedAt: TO }))).toBe('took 7 s');
    const error = { code: 'internal' as const, message: 'no room', hint: '', details: { cause: '' } };
    expect(taskNews(task({ state: 'failed', message: 'failed', endedAt: TO, error }))).toBe('no room');
  });

  it.each([
    [null, null, ''],
    [FROM, FROM, 'under 1 s'],
    [FROM, null, '9 s'],
  ])('from %s to %s', (from, to, text) => expect(tookText(from, to, Date.parse(FROM) + 9000)).toBe(text));
});
