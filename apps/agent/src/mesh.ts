/** This host's place in the mesh: who may be in it is what the controller last said, kept on disk. */
import type { MemberCache } from '@rapidvm/agent-app';
import { multiaddrOf } from '@rapidvm/agent-identity';
import type { HostId, Logger } from '@rapidvm/kernel';
import { memberTable } from '@rapidvm/mesh-core';
import type { Mesh } from '@rapidvm/mesh-libp2p';
import { createMesh } from '@rapidvm/mesh-libp2p';
import { systemClock as clock, systemRng as rng, systemTimers as timers } from '@rapidvm/runtime';

export interface AgentMeshOptions {
  readonly listen: { readonly host: string; readonly port: number };
  /** PKCS #8: the key in this host's certificate. */
  readonly privateKeyPem: string;
  readonly hostId: HostId;
  /** The number of this start of the agent. */
  readonly epoch: number;
  readonly members: MemberCache;
  readonly logger: Logger;
}

/** Not started yet. Follows every change of `members`. */
export async function openMesh({ listen, privateKeyPem, hostId, epoch, members, logger }: AgentMeshOptions): Promise<Mesh> {
  let table = memberTable(members.table.members);
  const mesh = await createMesh({
    privateKeyPem,
    listen: [multiaddrOf(listen.host, listen.port)],
    members: () => table,
    host: { hostId, incarnation: epoch },
    clock,
    timers,
    rng,
    logger: logger.child({ part: 'mesh' }),
  });
  members.onChange((changed) => {
    table = memberTable(changed.members);
    mesh.updateMembers();
  });
  return mesh;
}
