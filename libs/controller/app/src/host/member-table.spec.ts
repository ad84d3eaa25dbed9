import type { Host, HostState } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { asId, NO_GENERATION } from '@rapidvm/kernel';
import { describe, expect, it } from 'vitest';
import { joinMeshAddresses, membersOf } from './member-table.ts';

const self = { name: 'controller', peerId: 'peer-c', addresses: ['/ip4/2', '/ip4/1'] };
const host = (id: string, state: HostState, addresses: readonly string[] = []): Host => ({
  id: asId<HostId>(id),
  name: `host ${id}`,
  state,
  since: '',
  reason: null,
  agentAddress: '',
  meshAddress: joinMeshAddresses(addresses),
  peerId: `peer-${id}`,
  facts: null,
  lastSeenAt: null,
  generation: NO_GENERATION,
  createdAt: '',
});

describe('the members of the mesh', () => {
  it('are the controller and every host that was not removed, reachable or not, in one order', () => {
    const hosts = [host('b', 'unreachable', ['/ip4/x', '/ip4/y']), host('c', 'removed'), host('a', 'joining')];
    const members = membersOf(self, hosts);
    expect(members).toEqual([
      { hostId: null, name: 'controller', peerId: 'peer-c', addresses: ['/ip4/1', '/ip4/2'] },
      { hostId: 'a', name: 'host a', peerId: 'peer-a', addresses: [] },
      { hostId: 'b', name: 'host b', peerId: 'peer-b', addresses: ['/ip4/x', '/ip4/y'] },
    ]);
    expect(membersOf({ ...self, addresses: self.addresses.toReversed() }, hosts.toReversed())).toEqual(members);
  });
});
