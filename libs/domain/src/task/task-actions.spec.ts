import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskActionContext } from './task-actions.ts';
import { TASK_ACTIONS, allowedTaskActions } from './task-actions.ts';
import type { TaskStepView } from './task.ts';
import { TASK_ENDED, TASK_STATES, TASK_STEP_STATES } from './task.ts';

const step = (state: TaskStepView['state'], pointOfNoReturn = false): TaskStepView => ({
  name: pointOfNoReturn ? 'remove its disks' : 'look',
  state,
  pointOfNoReturn,
  startedAt: null,
  endedAt: null,
});

const BUSY: TaskActionContext = {
  state: 'running',
  steps: [step('running'), step('waiting', true)],
  cancelRequested: false,
  mayOperate: true,
};

const cancel = (change: Partial<TaskActionContext>): unknown => allowedTaskActions({ ...BUSY, ...change })[0];

describe('what may be done with a task', () => {
  it('depends on how far it is', () => {
    expect(cancel({})).toEqual({ action: 'cancel', allowed: true });
    expect(cancel({ state: 'queued', steps: [step('waiting', true)] })).toEqual({ action: 'cancel', allowed: true });
    expect(cancel({ steps: [step('done'), step('running', true)] })).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('remove its disks'),
    });
    expect(cancel({ steps: [step('done', true), step('running')] })).toMatchObject({ allowed: false });
    expect(cancel({ state: 'undoing' })).toMatchObject({ allowed: false, reason: 'It is being undone' });
    expect(cancel({ cancelRequested: true })).toMatchObject({ allowed: false, reason: 'It is being cancelled' });
    expect(cancel({ mayOperate: false })).toMatchObject({ allowed: false, code: 'not-permitted' });
    for (const state of TASK_ENDED) expect(cancel({ state })).toMatchObject({ allowed: false, reason: 'It has ended' });
  });

  it('gives every refusal a code, a reason and a way on', () => {
    const contexts = fc.record({
      state: fc.constantFrom(...TASK_STATES),
      steps: fc.array(fc.record({ state: fc.constantFrom(...TASK_STEP_STATES), last: fc.boolean() })),
      cancelRequested: fc.boolean(),
      mayOperate: fc.boolean(),
    });
    fc.assert(
      fc.property(contexts, ({ steps, ...context }) => {
        const verdicts = allowedTaskActions({ ...context, steps: steps.map(({ state, last }) => step(state, last)) });
        expect(verdicts.map(({ action }) => action)).toEqual(TASK_ACTIONS);
        for (const verdict of verdicts) {
          if (verdict.allowed) continue;
          expect(verdict.reason).not.toBe('');
          expect(verdict.hint).not.toBe('');
        }
      }),
    );
  });
});
