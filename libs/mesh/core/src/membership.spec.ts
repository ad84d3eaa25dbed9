import { describe, expect, it } from 'vitest';
import { SmallMesh } from './testing/small-mesh.ts';

const peers = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `peer-${String(i).padStart(3, '0')}`);

function quietMesh(size: number, seed = 1): SmallMesh {
  const mesh = new SmallMesh(peers(size), seed).startAll();
  expect(mesh.until(() => peers(size).every((peer) => mesh.allHold('active', peer)), 5000)).toBeLessThan(3000);
  return mesh.run(5000);
}

describe('membership', () => {
  it.each([2, 3, 5, 10, 30])('%i members find each other and agree', (size) => {
    const mesh = quietMesh(size);
    expect(mesh.agrees()).toBe(true);
    for (const member of mesh.members.values()) {
      expect(member.events.filter(({ event }) => event.kind !== 'member' || event.to !== 'active')).toEqual([]);
    }
  });

  it.each([3, 4, 10, 30, 100])('all of %i know of a kill within 3 s', (size) => {
    const mesh = quietMesh(size);
    mesh.kill('peer-001');
    expect(mesh.until(() => mesh.allHold('failed', 'peer-001'), 10_000)).toBeLessThan(2000);
  });

  it.each([3, 4, 10, 30, 100])('all of %i know of a freeze within 3 s, and the resumed member marks nobody', (size) => {
    const mesh = quietMesh(size);
    mesh.freeze('peer-001');
    expect(mesh.until(() => mesh.allHold('failed', 'peer-001'), 10_000)).toBeLessThan(2600);
    mesh.run(10_000);
    const events = mesh.get('peer-001').events.length;
    mesh.resume('peer-001');
    expect(mesh.until(() => mesh.agrees() && mesh.allHold('active', 'peer-001'), 10_000)).toBeLessThan(2000);
    expect(mesh.get('peer-001').events.slice(events)).toEqual([]);
  });

  it.each([3, 30])('all of %i know at once of one that leaves, and doubt nobody', (size) => {
    const mesh = quietMesh(size);
    mesh.feed(mesh.get('peer-001'), { kind: 'leave' });
    expect(mesh.until(() => mesh.allHold('left', 'peer-001'), 5000)).toBeLessThan(1000);
    mesh.run(5000);
    const marks = [...mesh.members.values()].flatMap(({ events }) =>
      events.filter(({ event }) => event.kind === 'member' && (event.to === 'suspect' || event.to === 'failed')),
    );
    expect(marks).toEqual([]);
  });

  it.each([4, 10, 30])('both halves of %i conclude on each other within 3 s, and heal within 2 s', (size) => {
    const mesh = quietMesh(size);
    const half = (peer: string): boolean => Number(peer.slice(5)) % 2 === 0;
    mesh.reaches = (from, to) => half(from) === half(to);
    const concluded = (): boolean =>
      [...mesh.members.values()].every(({ peer, core }) =>
        peers(size).every((other) => core.stateOf(other) === (half(other) === half(peer) ? 'active' : 'failed')),
      );
    expect(mesh.until(concluded, 20_000)).toBeLessThan(3000);
    mesh.run(20_000);
    mesh.reaches = () => true;
    expect(mesh.until(() => mesh.agrees() && peers(size).every((peer) => mesh.allHold('active', peer)), 20_000)).toBeLessThan(
      2000,
    );
  });
});
