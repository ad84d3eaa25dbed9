/** What the made-up cluster says about where a VM is: each state of a host, and what a full one answers. */
import type { HostView, OperationOutput } from '@rapidvm/operations';
import type { World } from './world.ts';

type Explanation = OperationOutput<'vm.explain'>;
type Verdict = Explanation['hosts'][number];

export function explain(world: World, id: string): Explanation {
  const vm = world.vm(id);
  const hosts = [...world.hosts.values()].map((host): Verdict => verdictOf(host, vm.hostId, vm.memoryMiB));
  const fitting = hosts.filter(({ fits }) => fits).length;
  return {
    ...{ vmId: vm.id, vmName: vm.name, vmState: vm.state, hostId: vm.hostId, hostName: vm.hostName, wishes: vm.placement },
    holds: vm.state === 'running' ? { memoryMiB: vm.memoryMiB, cpus: vm.cpus } : null,
    decision: vm.hostId === null ? null : decisionOf(vm.hostId, vm.hostName ?? '', world.at(36e5)),
    fitting,
    hosts: hosts.toSorted((a, b) => Number(b.fits) - Number(a.fits)),
    hostCount: hosts.length,
  };
}

function decisionOf(hostId: string, hostName: string, at: string): NonNullable<Explanation['decision']> {
  const reason = `the best of the two hosts that fit: it has more room left (next: elm)`;
  const counts = { fitting: 2, refused: [], refusedByCode: { architecture: 1, 'host-state': 1 } };
  return { at, operation: 'start', hostId, hostName, reason, score: 0.62, scores: [], ...counts };
}

function verdictOf(host: HostView, home: string | null, memoryMiB: number): Verdict {
  const base = { hostId: host.id, hostName: host.name, state: host.state, isCurrent: host.id === home };
  const scores = [
    { name: 'accelerator', value: 1, weight: 8 },
    { name: 'balance', value: 0.45, weight: 4 },
  ];
  if (base.isCurrent) return { ...base, fits: true, score: 0.62, scores, obstacles: [] };
  const state = { code: 'host-state', reason: `it is ${host.state}`, change: 'bring it back', figures: null };
  const memory = {
    code: 'memory',
    reason: `needs 512 MiB more: it has 1 GiB left of 4 GiB, 3 GiB are promised`,
    change: 'reduce memory to 1 GiB, or free 512 MiB there',
    figures: { needed: memoryMiB, available: 1024, unit: 'MiB' },
  } as const;
  const disks = { code: 'disks-elsewhere', reason: 'the disks are reached through oak only', change: null, figures: null };
  return { ...base, fits: false, score: null, scores: [], obstacles: [host.state === 'active' ? memory : state, disks] };
}
