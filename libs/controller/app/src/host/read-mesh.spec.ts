import { describe, expect, it } from 'vitest';
import type { MeshMember } from '../ports/index.ts';
import { toMeshView } from './read-mesh.ts';

const NAMES = new Map([
  ['c', { name: 'controller', hostId: null }],
  ['1', { name: 'pi-1', hostId: 'id-1' }],
  ['2', { name: 'pi-2', hostId: 'id-2' }],
]);
const SEEN_BY = { peerId: 'c', name: 'controller' };

function member(peer: string, over: Partial<MeshMember> = {}): MeshMember {
  const observations = ['c', '1', '2'].filter((other) => other !== peer).map((observer) => ({ observer, says: 'up' as const }));
  const watched = { witnesses: [], subjects: observations.map(({ observer }) => observer), observations };
  const judged = { asked: 2, suspectAt: 1, failedAt: 2 };
  return { peer, state: 'active', sinceMs: 0, starts: 1, refutations: 0, ...watched, ...judged, link: null, ...over };
}

function shown(members: readonly MeshMember[], limit = 10): ReturnType<typeof toMeshView> {
  return toMeshView({ id: 'v', isolated: false, members }, NAMES, SEEN_BY, () => 'then', limit);
}

describe('the mesh as people see it', () => {
  it('names members and those who watch them, whoever is not well first', () => {
    const failed = member('2', {
      state: 'failed',
      witnesses: ['c', '1'],
      observations: [
        { observer: 'c', says: 'down' },
        { observer: '1', says: 'down' },
      ],
    });
    const { members, countByState, memberCount } = shown([member('1'), failed, member('c')]);
    expect(members.map(({ name }) => name)).toEqual(['pi-2', 'controller', 'pi-1']);
    expect([memberCount, countByState]).toEqual([3, { active: 2, failed: 1 }]);
    expect(members[0]).toMatchObject({ hostId: 'id-2', down: 2, reason: 'Not seen by controller, pi-1', since: 'then' });
    expect(members[0]?.watchedBy).toEqual([
      { peerId: 'c', name: 'controller', says: 'down' },
      { peerId: '1', name: 'pi-1', says: 'down' },
    ]);
    expect(members[1]).toMatchObject({ hostId: null, reason: null });
  });

  it('says why, also of one that is active', () => {
    const late = member('1', { observations: [{ observer: '2', says: 'late' }] });
    expect(shown([late]).members[0]?.reason).toBe('Not heard lately by pi-2');
    expect(shown([member('1', { witnesses: ['2'] })]).members[0]?.reason).toBe('Not seen by pi-2 alone');
    expect(shown([member('1', { state: 'joining' })]).members[0]?.reason).toContain('nobody has seen it yet');
    expect(shown([member('1', { state: 'left' })]).members[0]?.reason).toContain('ends');
  });

  it('tells of so many as are asked for, and calls who has no name by its peer id', () => {
    const { members, memberCount } = shown([member('x', { state: 'suspect' }), member('1')], 1);
    expect([memberCount, members.map(({ name }) => name)]).toEqual([2, ['x']]);
  });
});
