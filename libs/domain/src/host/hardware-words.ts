/** What a host is made of in words, the same on every surface. Pure. */
import { counted, formatBytes, MIB } from '@rapidvm/kernel';
import type { HostHardware, ThrottlingCause } from './host-hardware.ts';

/** “1 socket, 4 cores, 8 threads”. */
export function topologyWords({ topology }: Pick<HostHardware, 'topology'>): string | null {
  if (topology === null) return null;
  const { sockets, cores, threads } = topology;
  return [counted(sockets, 'socket'), counted(cores, 'core'), counted(threads, 'thread')].join(', ');
}

/** One for each node; null where there is but one, as everything is near everything then. */
export function numaWords({ numaNodes }: Pick<HostHardware, 'numaNodes'>): readonly string[] | null {
  if (numaNodes.length < 2) return null;
  return numaNodes.map(({ id, cpus, memoryMiB }) => {
    const processors = cpus === '' ? 'no processors' : `processors ${cpus}`;
    return `node ${id}: ${processors}, ${formatBytes(memoryMiB * MIB)}`;
  });
}

/** One for each size of which some are set aside, or that there is none. */
export function hugePagesWords({ hugePages }: Pick<HostHardware, 'hugePages'>): readonly string[] {
  const set = hugePages.filter(({ total }) => total > 0);
  if (set.length > 0) return set.map(({ sizeBytes, total, free }) => `${total} × ${formatBytes(sizeBytes)}, ${free} free`);
  const sizes = hugePages.map(({ sizeBytes }) => formatBytes(sizeBytes));
  return [sizes.length === 0 ? 'none' : `none set aside (${sizes.join(' or ')})`];
}

/** The newest of each family, as nobody reads fifty of them. */
export function machineTypesWords({ machineTypes }: Pick<HostHardware, 'machineTypes'>): string | null {
  const newest = new Map(machineTypes.map((name) => [name.slice(0, name.lastIndexOf('-')), name]));
  if (newest.size === 0) return null;
  const older = machineTypes.length - newest.size;
  return `${[...newest.values()].join(', ')}${older > 0 ? ` and ${older} older` : ''}`;
}

const CAUSES: Readonly<Record<ThrottlingCause, string>> = {
  'under-voltage': 'its power supply is too weak',
  'frequency-capped': 'its frequency is capped',
  throttled: 'it is slowed down',
  'near-temperature-limit': 'it is near its temperature limit',
};

/** Null: it does not tell. */
export function throttlingWords({ throttling }: Pick<HostHardware, 'throttling'>): string | null {
  if (throttling === null) return null;
  const words = (causes: readonly ThrottlingCause[]): string => causes.map((cause) => CAUSES[cause]).join(', ');
  const before = throttling.sinceBoot.filter((cause) => !throttling.now.includes(cause));
  const now = throttling.now.length === 0 ? 'not held back' : words(throttling.now);
  return before.length === 0 ? now : `${now}; since it booted also: ${words(before)}`;
}
