import { describe, expect, it } from 'vitest';
import type { Link } from './link.ts';
import { newLink } from './link.ts';
import { DEFAULT_TIMINGS } from './membership-timings.ts';
import { Pace } from './pace.ts';
import { SmallMesh } from './testing/small-mesh.ts';

const OWN_KEY = 100;

function neighbour(key: number, over: Partial<Link> = {}): Link {
  return { ...newLink(`peer-${key}`, 0), key, linked: true, watched: true, ...over };
}

/** A pace that has beaten at 1000 ms among `links`. */
function paceAmong(...links: readonly Link[]): Pace {
  const pace = new Pace(DEFAULT_TIMINGS);
  pace.begin(1000);
  pace.beaten(1000, links, OWN_KEY);
  return pace;
}

describe('pace', () => {
  it('goes on by itself where nobody with a smaller key is watched', () => {
    const pace = paceAmong(neighbour(200), neighbour(50, { watched: false }), neighbour(40, { linked: false }));
    expect(pace.nextMs).toBe(1500);
    pace.beaten(1730, [], OWN_KEY);
    expect(pace.nextMs).toBe(2000);
  });

  it('beats with the smallest key that is watched, and with nobody else', () => {
    const [smallest, other] = [neighbour(20), neighbour(60)];
    const pace = paceAmong(other, smallest);
    pace.heard(other, 1300);
    expect(pace.nextMs).toBe(1540);
    pace.heard(smallest, 1300);
    expect(pace.nextMs).toBe(1300);
  });

  it('falls in with a pacer that it was just ahead of', () => {
    const pacer = neighbour(20);
    const pace = paceAmong(pacer);
    pace.heard(pacer, 1100);
    expect(pace.nextMs).toBe(1640);
  });

  it('beats by itself, and within a beat and the slack, when its pacer falls silent', () => {
    const pacer = neighbour(20);
    const pace = paceAmong(pacer);
    expect(pace.nextMs).toBe(1540);
    pace.beaten(1540, [{ ...pacer, edge: 'down' }], OWN_KEY);
    expect(pace.nextMs).toBe(2040);
  });

  it('never beats more than twice as often, however often its pacer does', () => {
    const pacer = neighbour(20);
    const pace = paceAmong(pacer);
    let beats = 0;
    for (let nowMs = 1001; nowMs <= 11_000; nowMs += 1) {
      pace.heard(pacer, nowMs);
      if (nowMs < pace.nextMs) continue;
      pace.beaten(nowMs, [pacer], OWN_KEY);
      beats += 1;
    }
    expect(beats).toBeLessThanOrEqual(40);
    expect(beats).toBeGreaterThanOrEqual(18);
  });

  it('wakes a member of ten a few times a beat', () => {
    const peers = Array.from({ length: 10 }, (_, i) => `peer-${i}`);
    const mesh = new SmallMesh(peers, 1).startAll().run(10_000);
    const before = [...mesh.members.values()].map(({ wokenAtMs }) => wokenAtMs.size);
    mesh.run(10_000);
    const woken = [...mesh.members.values()].map(({ wokenAtMs }, at) => wokenAtMs.size - (before[at] ?? 0));
    expect(Math.max(...woken)).toBeLessThan(20 * 4);
  });
});
