/** The controller's place in the mesh: it watches and is watched as every member, and has no host of its own to tell of. */
import { isIPv6 } from 'node:net';
import type { MeshView } from '@rapidvm/controller-app';
import { asId } from '@rapidvm/kernel';
import type { HostId } from '@rapidvm/kernel';
import type { MemberTable } from '@rapidvm/mesh-core';
import { memberTable } from '@rapidvm/mesh-core';
import { createMesh } from '@rapidvm/mesh-libp2p';
import type { MemberTableView } from '@rapidvm/operations';
import type { ControllerConfig } from './config.ts';
import type { World } from './world.ts';

/** `privateKeyPem`: the key in the controller's certificate for agents. Left when `closing` is. */
export async function joinMesh(
  config: ControllerConfig,
  privateKeyPem: string,
  world: World,
  closing: AsyncDisposableStack,
): Promise<MeshView> {
  let members: MemberTable = memberTable([]);
  const { host, port } = config.mesh;
  const mesh = await createMesh({
    privateKeyPem,
    listen: [`/${isIPv6(host) ? 'ip6' : 'ip4'}/${host}/tcp/${port}`],
    members: () => members,
    host: null,
    ...world,
  });
  await mesh.start();
  closing.defer(() => mesh.stop());
  return {
    self: () => ({ name: config.name, peerId: mesh.peerId, addresses: mesh.addresses() }),
    sightOf: (hostId) => mesh.sightOf(hostId),
    isolated: () => mesh.isolated(),
    picture: () => mesh.view(),
    listen(listener) {
      const stops = [mesh.onFacts((facts) => listener.facts(facts)), mesh.onLiveness(() => listener.changed())];
      return () => stops.forEach((stop) => stop());
    },
    setMembers(table) {
      members = toMemberTable(table);
      mesh.updateMembers();
    },
  };
}

function toMemberTable({ members }: MemberTableView): MemberTable {
  return memberTable(
    members.map(({ peerId, hostId, addresses }) => ({
      peerId,
      hostId: hostId === null ? null : asId<HostId>(hostId),
      addresses,
    })),
  );
}
