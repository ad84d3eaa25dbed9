import type { Timers } from '@rapidvm/kernel';
import { describe, expect, it } from 'vitest';
import { WEB_LIMITS } from '../limits.ts';
import { Refresher } from './refresher.ts';

/** Time that moves when told to. */
function handTimers(): Timers & { fire: () => void; waits: number[] } {
  const due: (() => void)[] = [];
  const waits: number[] = [];
  return {
    waits,
    after(delayMs, action) {
      due.push(action);
      waits.push(delayMs);
      return { cancel: () => void due.splice(due.indexOf(action), 1) };
    },
    fire: () => due.splice(0).forEach((action) => action()),
  };
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

describe('refreshing changed rows', () => {
  it('gathers what changes together into one read', async () => {
    const timers = handTimers();
    const reads: (readonly string[])[] = [];
    const refresher = new Refresher(
      { readAll: async () => undefined, readSome: async (ids) => void reads.push(ids), onFailure: () => undefined },
      timers,
    );
    for (const id of ['a', 'b', 'a']) refresher.mark(id);
    timers.fire();
    await settled();
    expect(reads).toEqual([['a', 'b']]);
  });

  it('has one read under way; what changes meanwhile is read after it', async () => {
    const timers = handTimers();
    const reads: (readonly string[])[] = [];
    let finish = (): void => undefined;
    const readSome = (ids: readonly string[]): Promise<void> => {
      reads.push(ids);
      return new Promise((resolve) => (finish = resolve));
    };
    const refresher = new Refresher({ readAll: async () => undefined, readSome, onFailure: () => undefined }, timers);
    refresher.mark('a');
    timers.fire();
    refresher.mark('b');
    timers.fire();
    expect(reads).toEqual([['a']]);
    finish();
    await settled();
    timers.fire();
    await settled();
    expect(reads).toEqual([['a'], ['b']]);
  });

  it('reads the whole list when very much changed, and ids in batches otherwise', async () => {
    const timers = handTimers();
    const sizes: number[] = [];
    let whole = 0;
    const source = {
      readAll: async () => void (whole += 1),
      readSome: async (ids: readonly string[]) => void sizes.push(ids.length),
      onFailure: () => undefined,
    };
    const refresher = new Refresher(source, timers);
    for (let index = 0; index < WEB_LIMITS.refreshIds + 1; index += 1) refresher.mark(`${index}`);
    timers.fire();
    await settled();
    for (let index = 0; index <= WEB_LIMITS.refreshAllAbove; index += 1) refresher.mark(`${index}`);
    timers.fire();
    await settled();
    expect(sizes).toEqual([WEB_LIMITS.refreshIds, 1]);
    expect(whole).toBe(1);
  });

  it('reads again, after longer and longer, what could not be read', async () => {
    const timers = handTimers();
    const codes: string[] = [];
    const readSome = async (): Promise<void> => Promise.reject(new TypeError('no network'));
    const refresher = new Refresher({ readAll: readSome, readSome, onFailure: (error) => codes.push(error.code) }, timers);
    refresher.mark('a');
    for (let turn = 0; turn < 3; turn += 1) {
      timers.fire();
      await settled();
    }
    expect(codes).toEqual(['internal', 'internal', 'internal']);
    expect(timers.waits).toEqual([WEB_LIMITS.refreshDelayMs, 500, 1000, 2000]);
  });
});
