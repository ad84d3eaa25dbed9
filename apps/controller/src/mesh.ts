/** The controller's place in the mesh: it hears what hosts gossip and has nothing of its own to tell. */
import { isIPv6 } from 'node:net';
import type { MeshSight, MeshView } from '@rapidvm/controller-app';
import { asId } from '@rapidvm/kernel';
import type { HostId } from '@rapidvm/kernel';
import type { MemberTable } from '@rapidvm/mesh-core';
import { memberTable } from '@rapidvm/mesh-core';
import type { Mesh } from '@rapidvm/mesh-libp2p';
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
    sightOf: (hostId) => sightOf(mesh, hostId),
    // The silence detector can't tell; the machine that replaces it can.
    isolated: () => false,
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

/** This member's own ears; whom nobody else is asked about, only it can blame. */
function sightOf(mesh: Mesh, hostId: HostId): MeshSight | null {
  const liveness = mesh.snapshot().find((view) => view.hostId === hostId)?.liveness;
  if (liveness === undefined || liveness.state === 'never') return null;
  const state = liveness.state === 'seen' ? 'active' : 'failed';
  return { state, sinceMs: liveness.lastHeardMs, witnesses: state === 'failed' ? [mesh.peerId] : [] };
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
