import { RapidError } from '@rapidvm/kernel';
import { describe, expect, it } from 'vitest';
import { consoleStatus } from './console-status.ts';

const HERE = { readOnly: false, allowed: true, now: 1000 };
const refused = new RapidError(
  'wrong-state',
  'It is stopped',
  { kind: 'vm', id: 'v', state: 'stopped', action: 'console', allowedIn: [] },
  '',
);

describe('the state of a console in words', () => {
  it.each([
    [{ phase: 'open' }, HERE, 'Connected', false],
    [{ phase: 'open' }, { ...HERE, readOnly: true }, 'Connected, read-only', false],
    [{ phase: 'waiting', retryAt: 1400 }, HERE, 'Connection lost, trying again…', true],
    [{ phase: 'waiting', retryAt: 9000 }, HERE, 'Connection lost, next try in 8 s', true],
    [{ phase: 'refused', error: refused }, { ...HERE, allowed: false }, 'It is stopped', false],
    [{ phase: 'closed' }, HERE, 'Not connected', true],
  ] as const)('%j', (state, context, text, canConnect) => {
    expect(consoleStatus(state, context)).toMatchObject({ text, canConnect });
  });
});
