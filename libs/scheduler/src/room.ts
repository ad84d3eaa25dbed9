import { HOST_PLACEMENT_LIMITS } from '@rapidvm/domain';
import type { Candidate } from './candidate.ts';
import type { Demand } from './demand.ts';
import { holdingOn } from './demand.ts';
import type { Shortage } from './obstacle.ts';

const MAX_RATIO = { memoryMiB: HOST_PLACEMENT_LIMITS.maxMemoryRatio, cpus: HOST_PLACEMENT_LIMITS.maxCpuRatio } as const;

/** What the host lacks of it for this VM; null: it has enough, or has not told what it is. */
export function shortage(demand: Demand, candidate: Candidate, of: 'memoryMiB' | 'cpus'): Shortage | null {
  if (candidate.capacity === null) return null;
  const needed = demand[of];
  const left = available(demand, candidate, of);
  if (left >= needed) return null;
  const { limit, inFlight } = candidate[of];
  return { needed, available: left, limit, inFlight, real: candidate.capacity[of], maxRatio: MAX_RATIO[of] };
}

/** What a VM holds there already is its own and not in its way; one that is only made has the empty host. */
function available(demand: Demand, candidate: Candidate, of: 'memoryMiB' | 'cpus'): number {
  const { limit, used } = candidate[of];
  if (!demand.runs) return limit;
  return limit - used + holdingOn(demand, candidate.id)[of];
}
