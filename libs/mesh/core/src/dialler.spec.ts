import { describe, expect, it } from 'vitest';
import { Dialler } from './dialler.ts';
import { MAX_DIALS_UNDER_WAY } from './limits.ts';
import type { Link } from './link.ts';
import { newLink } from './link.ts';
import { DEFAULT_TIMINGS } from './membership-timings.ts';
import { seededRng } from './testing/small-mesh.ts';

const { redialMs, secondDialerMs } = DEFAULT_TIMINGS;
const SOON_MS = 1000;

function dialler(self: string): Dialler {
  return new Dialler(self, DEFAULT_TIMINGS, seededRng(1));
}

/** A link to a member that is watched, and was linked once. */
function watched(peer: string): Link {
  return { ...newLink(peer, 0), addresses: ['/dns4/somewhere/tcp/1'], watched: true, everLinked: true };
}

describe('dials', () => {
  it('begin with one of each pair; the other waits for it', () => {
    const [first, second] = [watched('b'), watched('a')];
    dialler('a').wantIfNeeded(first, true, 0);
    dialler('b').wantIfNeeded(second, true, 0);
    expect(first.dialAtMs).toBeLessThan(secondDialerMs);
    expect(second.dialAtMs).toBeGreaterThanOrEqual(secondDialerMs);
  });

  it('are so many at a time, and no more', () => {
    const desk = dialler('a');
    const links = Array.from({ length: 2 * MAX_DIALS_UNDER_WAY }, (_, index) => watched(`b${index}`));
    for (const link of links) desk.wantIfNeeded(link, true, 0);
    expect(desk.due(SOON_MS)).toHaveLength(MAX_DIALS_UNDER_WAY);
    expect(desk.due(SOON_MS)).toEqual([]);
  });

  it('are made at once to who is told to live, by the one that dials first', () => {
    for (const [self, waits] of [
      ['a', false],
      ['c', true],
    ] as const) {
      const desk = dialler(self);
      const link = watched('b');
      desk.wantIfNeeded(link, true, 0);
      expect(desk.due(SOON_MS)).toEqual([link]);
      desk.failed(link, false, SOON_MS);
      desk.hurry(link, SOON_MS);
      expect((link.dialAtMs ?? 0) - SOON_MS > redialMs / 2).toBe(waits);
    }
  });

  it('that are under way are not made twice', () => {
    const desk = dialler('a');
    const link = watched('b');
    desk.wantIfNeeded(link, true, 0);
    desk.due(SOON_MS);
    desk.hurry(link, SOON_MS);
    expect(desk.due(2 * SOON_MS)).toEqual([]);
  });

  it('follow a first refusal before long, as a second one proves that nobody is there; then about once a second', () => {
    const desk = dialler('a');
    const link = watched('b');
    desk.wantIfNeeded(link, true, 0);
    expect(desk.due(SOON_MS)).toEqual([link]);
    desk.failed(link, true, SOON_MS);
    const secondMs = link.dialAtMs ?? Infinity;
    expect(secondMs - SOON_MS).toBeLessThan(redialMs / 2);
    expect(desk.due(secondMs)).toEqual([link]);
    desk.failed(link, true, secondMs);
    expect((link.dialAtMs ?? 0) - secondMs).toBeGreaterThan(500);
    expect((link.dialAtMs ?? 0) - secondMs).toBeLessThan(1500);
  });
});
