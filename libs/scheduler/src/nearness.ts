import type { HostRefusal, Obstacle } from './obstacle.ts';

/** How far a host is from fitting: what a smaller VM mends is near, what another machine would be needed for is far. */
export function farness(obstacle: Obstacle): number {
  switch (obstacle.code) {
    case 'memory':
    case 'cpus':
    case 'cpus-of-host':
    case 'datastore-full':
      return 1 - Math.max(0, obstacle.available) / obstacle.needed;
    case 'vm-beside':
    case 'unwanted-beside':
    case 'vm-missing':
    case 'label-missing':
    case 'label-forbidden':
    case 'other-host-asked':
    case 'accelerator':
    case 'cpu-flags':
    case 'cpu-model':
      return 10;
    case 'host-state':
    case 'host-untold':
      return 100;
    case 'network-missing':
    case 'datastore-missing':
    case 'disks-elsewhere':
      return 1_000;
    case 'architecture':
      return 10_000;
  }
}

/** The nearest to fitting first; among equals by name. */
export function nearestFirst(refusals: readonly HostRefusal[]): readonly HostRefusal[] {
  return refusals.toSorted(
    (a, b) => farness(a.obstacle) - farness(b.obstacle) || (a.hostName < b.hostName ? -1 : a.hostName > b.hostName ? 1 : 0),
  );
}

/** How many hosts were refused for each reason. */
export function countByCode(refusals: readonly HostRefusal[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { obstacle } of refusals) counts[obstacle.code] = (counts[obstacle.code] ?? 0) + 1;
  return counts;
}
