import { describe, expect, it } from 'vitest';
import { DownSetBook } from './down-set-book.ts';
import { DEFAULT_TIMINGS } from './membership-timings.ts';

const { alertMaxAgeMs, alertTtlMs } = DEFAULT_TIMINGS;
const SET = { origin: 1, version: 1, tick: 0, abstains: false, accused: [{ key: 2, incarnation: 1, down: true }] };

function book(): DownSetBook {
  return new DownSetBook(alertTtlMs, alertMaxAgeMs);
}

describe('down-sets', () => {
  it('count for a while after they came, and again when they are refreshed', () => {
    const held = book();
    expect(held.take(SET, 0)).toBe('news');
    expect(held.refresh({ ...SET, tick: 1 }, 1000)).toBe('refreshed');
    expect(held.expire(alertTtlMs)).toEqual([]);
    expect(held.expire(1000 + alertTtlMs)).toHaveLength(1);
  });

  it('do not live on by being passed on: their age goes with them', () => {
    const [first, second] = [book(), book()];
    first.take(SET, 0);
    second.take(SET, 4000, first.ageMs(SET.origin, 4000));
    expect(second.ageMs(SET.origin, 4500)).toBe(4500);
    expect(second.expire(alertMaxAgeMs - 1)).toEqual([]);
    expect(second.expire(alertMaxAgeMs)).toHaveLength(1);
    expect(second.take(SET, alertMaxAgeMs, first.ageMs(SET.origin, alertMaxAgeMs))).toBe('stale');
  });

  it('are as old as they are also when this member did not run', () => {
    const held = book();
    held.take(SET, 0);
    held.shift(60_000);
    expect(held.expire(60_000)).toEqual([]);
    expect(held.ageMs(SET.origin, 60_000)).toBe(60_000);
    expect(book().refresh({ ...SET, tick: 1 }, 60_000, 60_000)).toBe('stale');
  });
});
