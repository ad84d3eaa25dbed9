import type { EventView } from '@rapidvm/operations';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStreamMessage, touchedBy } from './stream-message.ts';

const EVENT: EventView = {
  cursor: 7,
  at: '2026-11-21T10:00:00Z',
  kind: 'task.ended',
  subject: { kind: 'task', id: 't', name: 'vm.start' },
  message: 'Start of hello succeeded',
  data: { vmId: 'v', from: 'running' },
};

describe('a message of the stream', () => {
  it.each([
    { type: 'event', event: EVENT },
    { type: 'changed', subject: { kind: 'vm', id: 'v' } },
    { type: 'heartbeat', cursor: 3, at: 'now' },
  ])('is taken: %j', (message) => expect(parseStreamMessage(JSON.stringify(message))).toEqual(message));

  it('of an unknown kind or broken is left alone, whatever it is', () => {
    expect(parseStreamMessage('{"type":"later"}')).toBeNull();
    expect(parseStreamMessage('{"type":"event","event":{"cursor":"7"}}')).toBeNull();
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseStreamMessage(text)));
  });

  it('tells of every row its event names', () => {
    expect(touchedBy(EVENT)).toEqual([EVENT.subject, { kind: 'vm', id: 'v' }]);
  });
});
