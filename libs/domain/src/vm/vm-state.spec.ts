import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAN_START, HAS_PROCESS, TERMINAL, VM_EDGES, VM_STATES, VM_TRIGGERS, hasVmEdge, nextVmState } from './vm-state.ts';
import type { VmState } from './vm-state.ts';

const aState = fc.constantFrom(...VM_STATES);
const aTrigger = fc.constantFrom(...VM_TRIGGERS);

function reachable(from: VmState): Set<VmState> {
  const seen = new Set<VmState>([from]);
  for (const state of seen) for (const next of Object.values(VM_EDGES[state])) seen.add(next);
  return seen;
}

describe('the VM state machine', () => {
  it('reaches every state from created', () => {
    expect([...reachable('created')].sort()).toEqual([...VM_STATES].sort());
  });

  it('leads from every state but the terminal ones to destroyed', () => {
    for (const state of VM_STATES) expect(reachable(state).has('destroyed'), state).toBe(true);
    for (const state of TERMINAL) expect(VM_EDGES[state]).toEqual({});
  });

  it('uses every trigger', () => {
    const used = new Set(VM_STATES.flatMap((state) => Object.keys(VM_EDGES[state])));
    expect([...used].sort()).toEqual([...VM_TRIGGERS].sort());
  });

  it('either moves along the table or refuses with the edge named', () => {
    fc.assert(
      fc.property(aState, aTrigger, (from, trigger) => {
        const expected = VM_EDGES[from][trigger];
        if (expected !== undefined) {
          expect(nextVmState(from, trigger)).toBe(expected);
          expect(hasVmEdge(from, expected)).toBe(true);
        } else {
          expect(() => nextVmState(from, trigger)).toThrowError(
            expect.objectContaining({ code: 'invalid-edge', details: { machine: 'vm', from, trigger } }),
          );
        }
      }),
    );
  });

  it('never leaves a terminal state, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(aTrigger, { maxLength: 60 }), (triggers) => {
        let state: VmState = 'created';
        let ended = false;
        for (const trigger of triggers) {
          const to = VM_EDGES[state][trigger];
          expect(ended && to !== undefined).toBe(false);
          if (to === undefined) continue;
          state = nextVmState(state, trigger);
          ended = TERMINAL.includes(state);
        }
      }),
    );
  });

  it('can lose sight of every state that is not terminal, and start only what has no process', () => {
    for (const state of VM_STATES) {
      if (!TERMINAL.includes(state) && state !== 'unknown') expect(VM_EDGES[state]['lost-sight'], state).toBe('unknown');
    }
    for (const state of CAN_START) expect(HAS_PROCESS).not.toContain(state);
  });
});
