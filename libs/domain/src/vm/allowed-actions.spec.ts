import { describe, expect, it } from 'vitest';
import { allowedActions } from './allowed-actions.ts';
import type { ActionContext, VmAction } from './allowed-actions.ts';

const CONTEXT: ActionContext = {
  state: 'running',
  host: 'reachable',
  unknownReason: null,
  hasDisplay: true,
  mayOperate: true,
  mayEdit: true,
};
const verdictOn = (action: VmAction, context: Partial<ActionContext>) =>
  allowedActions({ ...CONTEXT, ...context }).find((verdict) => verdict.action === action);

describe('what can be done with a VM', () => {
  it.each([
    ['stopped', 'The VM is off', 'Start it to use its console'],
    ['crashed', 'The VM has crashed', 'Start it to use its console'],
    ['created', 'The VM is still being made', 'It has a console once it runs'],
    ['restoring', 'The VM is restoring', 'It has a console once it runs'],
  ] as const)('%s: its consoles say what to do, not in which states there is a process', (state, reason, hint) => {
    for (const action of ['serial-console', 'screen-console'] as const)
      expect(verdictOn(action, { state })).toMatchObject({
        allowed: false,
        code: 'wrong-state',
        reason,
        hint: expect.stringContaining(hint),
      });
  });

  it('off: its serial console says that what it wrote is not lost', () => {
    const hint = 'Start it to use its console; what it wrote before is kept, and shown then';
    for (const state of ['stopped', 'crashed'] as const) {
      expect(verdictOn('serial-console', { state })).toMatchObject({ code: 'wrong-state', hint });
      expect(verdictOn('screen-console', { state })).toMatchObject({ code: 'wrong-state', hint: 'Start it to use its console' });
    }
  });

  it('names the states in which the rest is possible', () => {
    expect(verdictOn('start', {})).toMatchObject({
      reason: "A VM that is running can't be started",
      hint: 'Possible when it is stopped or crashed',
    });
    expect(verdictOn('serial-console', {})).toEqual({ action: 'serial-console', allowed: true });
    expect(verdictOn('screen-console', { hasDisplay: false })).toMatchObject({ code: 'console-unavailable' });
  });
});
