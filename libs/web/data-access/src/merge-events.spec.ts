import type { EventView } from '@rapidvm/operations';
import { describe, expect, it } from 'vitest';
import { mergeEvents } from './merge-events.ts';

const event = (cursor: number): EventView => ({
  cursor,
  at: '2026-11-21T10:00:00Z',
  kind: 'vm.created',
  subject: { kind: 'vm', id: 'v', name: 'v' },
  message: 'v was created',
  data: {},
});

describe('merging events', () => {
  it('has each once, newest first, and no more than allowed', () => {
    const merged = mergeEvents([event(5), event(3)], [event(4), event(5), event(9)], 3);
    expect(merged.map(({ cursor }) => cursor)).toEqual([9, 5, 4]);
  });
});
