import { HOST_LIVENESS, LIVENESS_EDGES } from '@rapidvm/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIVENESS } from '../limits.ts';
import type { MeshSight } from '../ports/index.ts';
import type { Sight } from './plan-liveness.ts';
import { planLiveness } from './plan-liveness.ts';

const NOW = 100_000;
const mesh = (state: MeshSight['state'], change: Partial<MeshSight> = {}): MeshSight => ({
  state,
  sinceMs: NOW - 1000,
  witnesses: [],
  ...change,
});
const SEEN: Sight = { connected: true, heardAt: NOW - 500, lostAt: 0, lostReason: '', mesh: mesh('active'), isolated: false };
const LOST: Sight = { ...SEEN, connected: false, lostAt: NOW - LIVENESS.graceMs, lostReason: 'refused', mesh: null };

describe('how a host is seen', () => {
  it('is active from the first word on its stream', () => {
    for (const from of ['joining', 'suspect', 'failed'] as const)
      expect(planLiveness(from, SEEN, NOW)).toEqual({ to: 'active', reason: null, witnesses: [] });
    expect(planLiveness('active', SEEN, NOW)).toBeNull();
  });

  it('is as the mesh says when its stream only stands', () => {
    const frozen = { ...SEEN, heardAt: NOW - 3000 };
    const witnesses = ['a', 'b'];
    expect(planLiveness('active', { ...frozen, mesh: mesh('suspect', { witnesses }) }, NOW)).toEqual({
      to: 'suspect',
      reason: '2 members no longer see it',
      witnesses,
    });
    expect(planLiveness('suspect', { ...frozen, mesh: mesh('failed', { witnesses }) }, NOW)?.to).toBe('failed');
  });

  it('believes its own ears before the mesh', () => {
    expect(planLiveness('active', { ...SEEN, mesh: mesh('failed') }, NOW)).toBeNull();
    expect(planLiveness('failed', { ...SEEN, mesh: mesh('failed') }, NOW)?.to).toBe('active');
  });

  it('bears the restart of an agent', () => {
    expect(planLiveness('active', { ...LOST, lostAt: LOST.lostAt + 1 }, NOW)).toBeNull();
    expect(planLiveness('active', { ...LOST, lostAt: LOST.lostAt + 1, mesh: mesh('left') }, NOW)).toBeNull();
  });

  it('is failed without a stream and without the mesh, suspect with one of them', () => {
    expect(planLiveness('active', LOST, NOW)).toMatchObject({ to: 'failed', reason: 'not reached for 10 s: refused' });
    expect(planLiveness('active', { ...LOST, mesh: mesh('left') }, NOW)?.reason).toBe('its agent was stopped');
    expect(planLiveness('active', { ...LOST, mesh: mesh('active') }, NOW)?.to).toBe('suspect');
  });

  it('is not blamed by a controller that is cut off itself', () => {
    expect(planLiveness('active', { ...LOST, isolated: true }, NOW)?.to).toBe('suspect');
    const alone = mesh('suspect', { witnesses: ['controller'] });
    expect(planLiveness('active', { ...LOST, mesh: alone, isolated: true }, NOW)).toMatchObject({
      to: 'suspect',
      reason: 'this controller seems to be cut off itself; 1 member no longer sees it',
    });
  });

  it('goes only where the table of edges leads, and nowhere once it was removed', () => {
    const state = fc.constantFrom<MeshSight['state'][]>('joining', 'active', 'suspect', 'failed', 'left');
    const sight = fc.record({
      connected: fc.boolean(),
      heardAt: fc.nat(NOW),
      lostAt: fc.nat(NOW),
      lostReason: fc.string(),
      mesh: fc.option(fc.record({ state, sinceMs: fc.nat(NOW), witnesses: fc.array(fc.string()) })),
      isolated: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.constantFrom(...HOST_LIVENESS), sight, (from, seen) => {
        const change = planLiveness(from, seen, NOW);
        if (change !== null) expect(Object.values(LIVENESS_EDGES[from])).toContain(change.to);
        if (from === 'left') expect(change).toBeNull();
      }),
    );
  });
});
