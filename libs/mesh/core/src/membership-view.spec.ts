import { describe, expect, it } from 'vitest';
import { SmallMesh } from './testing/small-mesh.ts';

const PEERS = Array.from({ length: 9 }, (_, i) => `peer-${i}`);

function quietMesh(): SmallMesh {
  return new SmallMesh(PEERS, 1).startAll().run(5000);
}

describe('the view of the mesh', () => {
  it('says of each member who watches it, that all see it, and what it takes', () => {
    const mesh = quietMesh();
    const { members, isolated } = mesh.get('peer-0').core.view(mesh.nowMs);
    expect(isolated).toBe(false);
    expect(members.map(({ peer }) => peer)).toEqual(PEERS);
    for (const { peer, observations, subjects, ...member } of members) {
      const others = PEERS.filter((other) => other !== peer);
      expect(observations).toEqual(others.map((observer) => ({ observer, says: 'up' })));
      expect(subjects).toEqual(others);
      expect(member).toMatchObject({ state: 'active', asked: 8, suspectAt: 3, failedAt: 6, witnesses: [], starts: 1 });
    }
    expect(members[0]?.link).toBeNull();
    expect(members[1]?.link?.linked).toBe(true);
    expect(members[1]?.link?.silentMs).toBeLessThan(1000);
  });

  it('tells who does not see whom, long before anybody fails', () => {
    const mesh = quietMesh();
    mesh.reaches = (from, to) => !(from === 'peer-3' && ['peer-5', 'peer-6'].includes(to));
    mesh.run(3000);
    const { members } = mesh.get('peer-0').core.view(mesh.nowMs);
    const third = members[3];
    expect(third).toMatchObject({ state: 'active', witnesses: ['peer-5', 'peer-6'] });
    expect(third?.observations.filter(({ says }) => says !== 'up')).toEqual([
      { observer: 'peer-5', says: 'down' },
      { observer: 'peer-6', says: 'down' },
    ]);
  });

  it('asks nobody who has failed, and counts a new life', () => {
    const mesh = quietMesh();
    mesh.kill('peer-8');
    mesh.run(5000);
    const failed = mesh.get('peer-0').core.view(mesh.nowMs).members;
    expect(failed[8]).toMatchObject({ state: 'failed', asked: 8 });
    expect(failed[1]).toMatchObject({ asked: 7, suspectAt: 3, failedAt: 5 });
    expect(failed[1]?.observations.at(-1)).toEqual({ observer: 'peer-8', says: 'absent' });
    mesh.start('peer-8', 2);
    mesh.run(5000);
    expect(mesh.get('peer-0').core.view(mesh.nowMs).members[8]).toMatchObject({ state: 'active', starts: 2, witnesses: [] });
  });
});
