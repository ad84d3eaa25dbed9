import { Injector } from '@angular/core';
import { TIMERS } from '@rapidvm/web-data-access';
import { beforeEach, describe, expect, it } from 'vitest';
import { Toasts } from './toasts.ts';

describe('messages', () => {
  let toasts: Toasts;
  let due: (() => void)[];
  const texts = (): readonly string[] => toasts.shown().map(({ tone, text }) => `${tone}: ${text}`);

  beforeEach(() => {
    due = [];
    const timers = { after: (_: number, action: () => void) => ({ cancel: () => undefined, at: due.push(action) }) };
    toasts = Injector.create({ providers: [{ provide: TIMERS, useValue: timers }, Toasts] }).get(Toasts);
  });

  it('that something is under way give place to its end, which stays its own time', () => {
    const id = toasts.show({ tone: 'busy', text: 'Stopping hello' });
    toasts.replace(id, { tone: 'ok', text: 'Stop VM hello: done' });
    due[0]?.();
    expect(texts()).toEqual(['ok: Stop VM hello: done']);
    due[1]?.();
    expect(texts()).toEqual([]);
  });

  it('that are gone do not come back', () => {
    const id = toasts.show({ tone: 'busy', text: 'Stopping hello' });
    toasts.close(id);
    toasts.replace(id, { tone: 'ok', text: 'Stop VM hello: done' });
    expect(texts()).toEqual([]);
  });

  it('of a refusal stay until they are closed', () => {
    toasts.show({ tone: 'bad', text: 'No host fits' });
    expect(due).toEqual([]);
    expect(texts()).toEqual(['bad: No host fits']);
  });
});
