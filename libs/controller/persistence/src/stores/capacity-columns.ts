/** The columns of a host's capacity and placement, as queries give them. */
import type { HostRow } from '@rapidvm/controller-app';
import type { HostPlacement } from '@rapidvm/domain';
import { UNSAID_PLACEMENT } from '@rapidvm/domain';

export interface CapacityColumns {
  /** Null, with the three after it: no limits are known yet. */
  readonly memory_limit_mib: string | null;
  readonly memory_used_mib: string | null;
  readonly cpu_limit: string | null;
  readonly cpu_used: string | null;
  /** Null: no task under way has taken anything. */
  readonly memory_in_flight: string | null;
  readonly cpus_in_flight: string | null;
}

export interface HostPlacementColumns {
  /** Null: nobody has said anything about the host. */
  readonly labels: Readonly<Record<string, string>> | null;
  readonly rack: string | null;
  readonly memory_ratio: number | null;
  readonly cpu_ratio: number | null;
}

export function toRoom(row: CapacityColumns): HostRow['capacity'] {
  if (row.memory_limit_mib === null) return null;
  const room = (limit: string | null, used: string | null, inFlight: string | null) => ({
    limit: Number(limit),
    used: Number(used),
    inFlight: Number(inFlight),
  });
  return {
    memoryMiB: room(row.memory_limit_mib, row.memory_used_mib, row.memory_in_flight),
    cpus: room(row.cpu_limit, row.cpu_used, row.cpus_in_flight),
  };
}

export function toHostPlacement(row: HostPlacementColumns): HostPlacement {
  if (row.labels === null) return UNSAID_PLACEMENT;
  return { labels: row.labels, rack: row.rack, memoryRatio: row.memory_ratio, cpuRatio: row.cpu_ratio };
}
