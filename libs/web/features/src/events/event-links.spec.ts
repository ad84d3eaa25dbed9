import type { EventView } from '@rapidvm/operations';
import { describe, expect, it } from 'vitest';
import { aboutLink, newsLink } from './event-links.ts';

const event = (changes: Partial<EventView>): EventView => ({
  cursor: 1,
  at: '2026-11-21T10:00:00Z',
  kind: 'vm.created',
  subject: { kind: 'vm', id: 'v', name: 'hello' },
  message: 'hello was created',
  data: {},
  ...changes,
});
const ofTask = event({
  kind: 'task.ended',
  subject: { kind: 'task', id: 't', name: 'create VM hello' },
  message: 'Create VM hello: done',
  data: { subjectKind: 'vm', subjectId: 'v', subjectName: 'hello' },
});

describe('an event', () => {
  it('is about a thing with a page, or one without', () => {
    expect(aboutLink(event({}))).toEqual({ text: 'hello', page: ['/vms', 'v'] });
    expect(aboutLink(event({ subject: { kind: 'user', id: 'u', name: 'ann' } }))).toEqual({ text: 'ann', page: null });
    expect(newsLink(event({}))).toEqual({ text: 'hello was created', page: null });
  });

  it('of a task is about what the task works on, and its sentence leads to the task', () => {
    expect(aboutLink(ofTask)).toEqual({ text: 'hello', page: ['/vms', 'v'] });
    expect(newsLink(ofTask)).toEqual({ text: 'Create VM hello: done', page: ['/tasks', 't'] });
  });
});
