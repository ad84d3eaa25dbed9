/** Domain values as wire messages. */
import type { ImageFacts, WatchFact } from '@rapidvm/agent-app';
import type { agentV1 } from '@rapidvm/contracts';
import type { DatastoreFacts, HostFacts, HostHardware, VmReport } from '@rapidvm/domain';
import { assertNever } from '@rapidvm/kernel';

export function reportToWire(report: VmReport): agentV1.VmReport {
  const { vmId, generation, intentGeneration, state, restarts, reason, accelerator, lastError } = report;
  return {
    vmId,
    generation,
    intentGeneration,
    state,
    restarts,
    ...(reason !== null && { reason }),
    ...(accelerator !== null && { accelerator }),
    ...(lastError !== null && { lastErrorJson: JSON.stringify(lastError) }),
  };
}

export function hostFactsToWire(facts: HostFacts): agentV1.HostFacts {
  const { memoryMiB, cpuFlags, networks, ...inventory } = facts.inventory;
  const { freeMemoryMiB, temperatureC = null, ...load } = facts.load;
  return {
    hostId: facts.hostId,
    version: facts.version,
    changeStamp: facts.changeStamp,
    inventory: {
      ...inventory,
      memoryMib: memoryMiB,
      datastores: inventory.datastores.map(datastoreToWire),
      cpuFlags: [...(cpuFlags ?? [])],
      networks: (networks ?? []).map((network) => ({ ...network, addresses: [...network.addresses] })),
    },
    load: { ...load, freeMemoryMib: freeMemoryMiB, ...(temperatureC !== null && { temperatureC }) },
    ...(facts.hardware && { hardware: hardwareToWire(facts.hardware) }),
  };
}

function hardwareToWire({ topology, numaNodes, hugePages, machineTypes, throttling }: HostHardware): agentV1.HostHardware {
  return {
    ...(topology !== null && { topology }),
    numaNodes: numaNodes.map(({ memoryMiB, ...node }) => ({ ...node, memoryMib: memoryMiB })),
    hugePages: [...hugePages],
    machineTypes: [...machineTypes],
    ...(throttling !== null && { throttling: { now: [...throttling.now], sinceBoot: [...throttling.sinceBoot] } }),
  };
}

function datastoreToWire({ id, ...store }: DatastoreFacts): agentV1.Datastore {
  return { ...store, ...(typeof id === 'string' && { id }) };
}

export function watchFactToWire(fact: WatchFact): agentV1.WatchFact {
  switch (fact.kind) {
    case 'report':
      return { report: reportToWire(fact.report) };
    case 'complete':
      return { complete: { reports: fact.reports.map(reportToWire) } };
    case 'host':
      return { host: hostFactsToWire(fact.facts) };
    case 'heartbeat':
      return { heartbeat: {} };
    default:
      return assertNever(fact);
  }
}

export function imageFactsToWire(facts: ImageFacts): agentV1.ImageFacts {
  return { format: facts.format, virtualBytes: facts.virtualBytes, sha256: facts.sha256 };
}
