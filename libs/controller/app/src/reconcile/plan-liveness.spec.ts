import { HOST_STATES } from '@rapidvm/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIVENESS } from '../limits.ts';
import { planLiveness } from './plan-liveness.ts';

const sight = fc.record({
  connected: fc.boolean(),
  heardByMesh: fc.boolean(),
  lostAt: fc.nat(100_000),
  lostReason: fc.constant('gone'),
});
const state = fc.constantFrom(...HOST_STATES);
const now = fc.nat(200_000);

describe('whether a host’s state must change', () => {
  it('is never so for a host that is seen and active, or was removed', () => {
    fc.assert(
      fc.property(sight, now, (seen, at) => {
        expect(planLiveness('removed', seen, at)).toBeNull();
        if (seen.connected || seen.heardByMesh) expect(planLiveness('active', seen, at)).toBeNull();
      }),
    );
  });

  it('settles: the same look at the state it led to changes nothing more', () => {
    fc.assert(
      fc.property(state, sight, now, (from, seen, at) => {
        const change = planLiveness(from, seen, at);
        if (change !== null) expect(planLiveness(change.to, seen, at)).toBeNull();
      }),
    );
  });

  it('takes the whole grace time', () => {
    const lost = { connected: false, heardByMesh: false, lostAt: 1000, lostReason: 'its agent was killed' };
    expect(planLiveness('active', lost, 1000 + LIVENESS.graceMs - 1)).toBeNull();
    expect(planLiveness('active', lost, 1000 + LIVENESS.graceMs)).toEqual({
      to: 'unreachable',
      reason: 'not seen for 10 s: its agent was killed',
    });
  });

  it('takes a stream to bring a host back: what the mesh hears is a hint', () => {
    const heard = { connected: false, heardByMesh: true, lostAt: 0, lostReason: '' };
    expect(planLiveness('unreachable', heard, 5000)).toBeNull();
    expect(planLiveness('unreachable', { ...heard, connected: true }, 5000)).toEqual({ to: 'active', reason: null });
  });
});
