import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostActionContext } from './host-actions.ts';
import { allowedHostActions, HOST_ACTIONS } from './host-actions.ts';
import { HOST_MODES, HOST_STATES } from './host-state.ts';

const CALM: HostActionContext = { state: 'active', mode: 'in-service', reason: null, vmCount: 0, mayAdminister: true };

const allowed = (change: Partial<HostActionContext>): readonly string[] =>
  allowedHostActions({ ...CALM, ...change }).flatMap((verdict) => (verdict.allowed ? [verdict.action] : []));

describe('what may be done with a host', () => {
  it('depends on its state', () => {
    expect(allowed({})).toEqual(['rename', 'drain', 'enter-maintenance', 'remove', 'force-remove']);
    expect(allowed({ vmCount: 3 })).toEqual(['rename', 'drain', 'enter-maintenance', 'force-remove']);
    expect(allowed({ state: 'draining', mode: 'draining', vmCount: 3 })).toEqual(['rename', 'force-remove']);
    expect(allowed({ state: 'maintenance', mode: 'maintenance' })).toEqual([
      'rename',
      'drain',
      'leave-maintenance',
      'remove',
      'force-remove',
    ]);
    expect(allowed({ state: 'failed', vmCount: 3 })).toEqual(['rename', 'enter-maintenance', 'force-remove']);
    expect(allowed({ state: 'left', vmCount: 3 })).toEqual([]);
    expect(allowed({ mayAdminister: false })).toEqual([]);
  });

  it('gives every refusal a code, a reason and a way on', () => {
    const contexts = fc.record({
      state: fc.constantFrom(...HOST_STATES),
      mode: fc.constantFrom(...HOST_MODES),
      reason: fc.option(fc.string({ minLength: 1 })),
      vmCount: fc.nat(5),
      mayAdminister: fc.boolean(),
    });
    fc.assert(
      fc.property(contexts, (context) => {
        const verdicts = allowedHostActions(context);
        expect(verdicts.map(({ action }) => action)).toEqual(HOST_ACTIONS);
        for (const verdict of verdicts) {
          if (verdict.allowed) continue;
          expect(verdict.reason).not.toBe('');
          expect(verdict.hint).not.toBe('');
        }
      }),
    );
  });
});
