import type { Host, HostLiveness, HostService, HostSight } from '@rapidvm/domain';
import { shownHostState } from '@rapidvm/domain';
import type { HostId } from '@rapidvm/kernel';
import { asId, NO_GENERATION } from '@rapidvm/kernel';
import { describe, expect, it } from 'vitest';
import { joinMeshAddresses, membersOf } from './member-table.ts';

const urls = ['https://192.0.2.2:8443', 'https://127.0.0.1:8443'];
const self = { name: 'controller', peerId: 'peer-c', addresses: ['/ip4/2', '/ip4/1'], urls };
const service: HostService = { mode: 'in-service', since: '', reason: null };
const seenAs = (liveness: HostLiveness): HostSight => ({ liveness, since: '', reason: null, witnesses: [] });
const host = (id: string, liveness: HostLiveness, addresses: readonly string[] = []): Host => ({
  id: asId<HostId>(id),
  name: `host ${id}`,
  ...shownHostState(seenAs(liveness), service),
  sight: seenAs(liveness),
  service,
  protocol: null,
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
    const hosts = [host('b', 'failed', ['/ip4/x', '/ip4/y']), host('c', 'left'), host('a', 'joining')];
    const members = membersOf([self], hosts);
    expect(members).toEqual([
      { hostId: null, name: 'controller', peerId: 'peer-c', addresses: ['/ip4/1', '/ip4/2'], urls },
      { hostId: 'a', name: 'host a', peerId: 'peer-a', addresses: [], urls: [] },
      { hostId: 'b', name: 'host b', peerId: 'peer-b', addresses: ['/ip4/x', '/ip4/y'], urls: [] },
    ]);
    expect(membersOf([{ ...self, addresses: self.addresses.toReversed() }], hosts.toReversed())).toEqual(members);
  });

  it('are all controllers there are', () => {
    const other = { name: 'other', peerId: 'peer-b', addresses: [], urls: [] };
    const names = membersOf([self, other], []).map(({ name }) => name);
    expect(names).toEqual(['other', 'controller']);
    expect(membersOf([other, self], []).map(({ name }) => name)).toEqual(names);
  });
});
