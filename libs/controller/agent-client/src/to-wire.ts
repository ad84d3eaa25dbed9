/** Domain values as wire messages. */
import type { agentV1 } from '@rapidvm/contracts';
import type { MachineSpec } from '@rapidvm/domain';
import type { MemberTableView } from '@rapidvm/operations';

export function specToWire(spec: MachineSpec): agentV1.MachineSpec {
  return {
    vmId: spec.vmId,
    name: spec.name,
    architecture: spec.architecture,
    cpus: spec.cpus,
    memoryMib: spec.memoryMiB,
    ...(spec.directKernel && { directKernel: spec.directKernel }),
    disks: spec.disks.map(({ sizeMiB, ...disk }) => ({ ...disk, ...(sizeMiB !== undefined && { sizeMib: sizeMiB }) })),
    nics: spec.nics.map((nic) => ({ ...nic })),
    display: spec.display,
    restart: spec.restart,
  };
}

export function membersToWire({ version, members }: MemberTableView): agentV1.MemberTable {
  return { version, members: members.map(({ hostId, ...member }) => ({ ...member, ...(hostId !== null && { hostId }) })) };
}
