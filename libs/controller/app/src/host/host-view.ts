/** A host as the API shows it. Pure. */
import type { Host, HostAction, HostActionVerdict, HostHardware, Role } from '@rapidvm/domain';
import { allowedHostActions, may } from '@rapidvm/domain';
import { RapidError } from '@rapidvm/kernel';
import type { HostView } from '@rapidvm/operations';
import type { HostRow } from '../ports/index.ts';

export function toHostView(row: HostRow, role: Role): HostView {
  const { host, hardware, vmCount, placement, capacity } = row;
  const { facts, sight, service } = host;
  return {
    id: host.id,
    name: host.name,
    state: host.state,
    since: host.since,
    reason: host.reason,
    liveness: sight.liveness,
    witnesses: [...sight.witnesses],
    mode: service.mode,
    agentAddress: host.agentAddress,
    peerId: host.peerId,
    protocol: host.protocol,
    lastSeenAt: host.lastSeenAt,
    inventory: facts && {
      ...facts.inventory,
      accelerator: { ...facts.inventory.accelerator },
      datastores: facts.inventory.datastores.map((store) => ({ ...store })),
      cpuFlags: facts.inventory.cpuFlags ? [...facts.inventory.cpuFlags] : null,
      networks: facts.inventory.networks?.map((network) => ({ ...network, addresses: [...network.addresses] })) ?? null,
    },
    load: facts && { ...facts.load, temperatureC: facts.load.temperatureC ?? null },
    hardware: hardware && toHardwareView(hardware),
    vmCount,
    placement: { ...placement, labels: { ...placement.labels } },
    capacity: capacity && { memoryMiB: { ...capacity.memoryMiB }, cpus: { ...capacity.cpus } },
    allowedActions: hostVerdicts(row, role).map((verdict) => ({ ...verdict })),
    createdAt: host.createdAt,
  };
}

function toHardwareView({ topology, numaNodes, hugePages, machineTypes, throttling }: HostHardware): HostView['hardware'] {
  return {
    topology: topology && { ...topology },
    numaNodes: numaNodes.map((node) => ({ ...node })),
    hugePages: hugePages.map((size) => ({ ...size })),
    machineTypes: [...machineTypes],
    throttling: throttling && { now: [...throttling.now], sinceBoot: [...throttling.sinceBoot] },
  };
}

/** What this role may do with the host now, and why not the rest. */
export function hostVerdicts({ host, vmCount }: HostRow, role: Role): readonly HostActionVerdict[] {
  const { state, reason, service } = host;
  return allowedHostActions({ state, reason, mode: service.mode, vmCount, mayAdminister: may(role, 'admin') });
}

/** Refuses with the very reason the host's `allowedActions` show. Rights have been checked before. */
export function refuseUnlessHostAllows(row: HostRow, action: HostAction): void {
  const verdict = hostVerdicts(row, 'admin').find((each) => each.action === action);
  if (verdict === undefined || verdict.allowed) return;
  const { host } = row;
  const message = `The host ${host.name}: ${verdict.reason}`;
  switch (verdict.code) {
    case 'host-unreachable':
      throw unreachable(host, verdict.reason, message, verdict.hint);
    case 'in-use':
      throw new RapidError('in-use', message, { kind: 'host', id: host.id, usedBy: [verdict.reason] }, verdict.hint);
    case 'wrong-state':
    case 'not-permitted': {
      const details = { kind: 'host', id: host.id, state: host.state, action, allowedIn: [] };
      throw new RapidError('wrong-state', message, details, verdict.hint);
    }
  }
}

function unreachable(host: Host, cause: string, message: string, hint: string): RapidError<'host-unreachable'> {
  return new RapidError('host-unreachable', message, { host: host.name, since: host.since, cause }, hint);
}
