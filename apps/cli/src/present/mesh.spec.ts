import type { OperationOutput } from '@rapidvm/operations';
import { describe, expect, it } from 'vitest';
import { mesh } from './mesh.ts';

const STYLE = { colour: false, nowMs: Date.parse('2026-01-01T00:01:00.000Z') };
const PI = { peerId: '12D3pi', name: 'pi' };
const BOX = { peerId: '12D3box', name: 'box' };
const CONTROLLER = { peerId: '12D3controller', name: 'controller' };

const MESH: OperationOutput<'host.mesh'> = {
  viewId: '0123456789abcdef',
  seenBy: CONTROLLER,
  isolated: false,
  memberCount: 3,
  countByState: { suspect: 1, active: 2 },
  members: [
    {
      ...PI,
      hostId: '0190b0a0-0000-7000-8000-000000000001',
      state: 'suspect',
      since: '2026-01-01T00:00:58.000Z',
      reason: 'Not seen by box',
      starts: 3,
      refutations: 1,
      watchedBy: [
        { ...BOX, says: 'down' },
        { ...CONTROLLER, says: 'up' },
      ],
      watches: [BOX, CONTROLLER],
      asked: 2,
      down: 1,
      suspectAt: 1,
      failedAt: 2,
      link: { linked: true, silentMs: 1234 },
    },
  ],
};

describe('the mesh in a terminal', () => {
  it('says of each member who sees it, what it takes, and who speaks against it', () => {
    const text = mesh(MESH, STYLE);
    expect(text).toContain('3: 1 suspect, 2 active');
    expect(text).toMatch(/pi +suspect +2 s.* +1 of 2 +1\/2 +3\.1 +1\.2 s +Not seen by box/);
    expect(text).toContain('… and 2 more members (--limit)');
    expect(text).toMatch(/box +down +pi/);
    expect(text).not.toMatch(/controller +up/);
  });

  it('says when the controller itself sees hardly anybody', () => {
    expect(mesh({ ...MESH, isolated: true, members: [] }, STYLE)).toContain('it sees hardly anybody');
  });
});
