import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostLiveness, HostMode, LivenessTrigger, ModeTrigger } from './host-state.ts';
import {
  CAN_COMMAND,
  HOST_LIVENESS,
  HOST_MODES,
  LIVENESS_TRIGGERS,
  MODE_TRIGGERS,
  nextLiveness,
  nextMode,
  shownHostState,
} from './host-state.ts';

const sight = (liveness: HostLiveness) => ({ liveness, since: '2026-01-01T00:00:00Z', reason: 'why seen so', witnesses: [] });
const service = (mode: HostMode) => ({ mode, since: '2026-02-02T00:00:00Z', reason: 'why wanted so' });

/** Walks as far as the edges allow; what is impossible changes nothing. */
function walk<S, T>(from: S, triggers: readonly T[], next: (at: S, trigger: T) => S): S {
  return triggers.reduce((at, trigger) => {
    try {
      return next(at, trigger);
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid-edge' });
      return at;
    }
  }, from);
}

describe('the states of a host', () => {
  it('show what is seen and what is wanted as one', () => {
    const table = HOST_LIVENESS.flatMap((liveness) =>
      HOST_MODES.map((mode) => `${liveness} + ${mode} = ${shownHostState(sight(liveness), service(mode)).state}`),
    );
    expect(table).toEqual([
      'joining + in-service = joining',
      'joining + draining = joining',
      'joining + maintenance = joining',
      'active + in-service = active',
      'active + draining = draining',
      'active + maintenance = maintenance',
      'suspect + in-service = suspect',
      'suspect + draining = suspect',
      'suspect + maintenance = suspect',
      'failed + in-service = failed',
      'failed + draining = failed',
      'failed + maintenance = failed',
      'left + in-service = left',
      'left + draining = left',
      'left + maintenance = left',
    ]);
  });

  it('tell since when and why of that one of the two that is shown', () => {
    expect(shownHostState(sight('failed'), service('maintenance'))).toMatchObject({ reason: 'why seen so' });
    expect(shownHostState(sight('active'), service('maintenance'))).toMatchObject({ since: '2026-02-02T00:00:00Z' });
  });

  it('can be commanded only while it is seen', () => {
    for (const liveness of HOST_LIVENESS)
      for (const mode of HOST_MODES)
        expect(CAN_COMMAND.includes(shownHostState(sight(liveness), service(mode)).state)).toBe(liveness === 'active');
  });

  it('never come out of having left but by being admitted again', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...LIVENESS_TRIGGERS)), (triggers) => {
        const blind: readonly LivenessTrigger[] = triggers.filter((trigger) => trigger !== 'admitted');
        expect(walk<HostLiveness, LivenessTrigger>('left', blind, nextLiveness)).toBe('left');
      }),
    );
  });

  it('leave maintenance and drain whatever happened before', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...MODE_TRIGGERS)), (triggers) => {
        const back: readonly ModeTrigger[] = ['drain-abandoned', 'maintenance-ended'];
        expect(walk<HostMode, ModeTrigger>('in-service', [...triggers, ...back], nextMode)).toBe('in-service');
      }),
    );
  });
});
