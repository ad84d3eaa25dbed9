/** Filter → score → place → explain, over one immutable picture of the hosts. */
import type { HostId, Result } from '@rapidvm/kernel';
import { err, ok } from '@rapidvm/kernel';
import type { Candidate, Demand } from './candidate.ts';
import { FILTERS } from './filters.ts';

export interface Refusal {
  /** The host's name. */
  readonly host: string;
  readonly reason: string;
}

export interface Placement {
  readonly hostId: HostId;
  readonly hostName: string;
  /** Why this one, in words. */
  readonly reason: string;
  readonly refusals: readonly Refusal[];
}

/** The host for a VM, or the reason for every host there is. The same picture gives the same answer, whatever the order of the hosts. */
export function place(demand: Demand, candidates: readonly Candidate[]): Result<Placement, readonly Refusal[]> {
  const fitting: Candidate[] = [];
  const refusals: Refusal[] = [];
  for (const candidate of candidates) {
    const reason = refusalOf(demand, candidate);
    if (reason === null) fitting.push(candidate);
    else refusals.push({ host: candidate.name, reason });
  }
  const best = fitting.sort((a, b) => score(b) - score(a) || (a.id < b.id ? -1 : 1))[0];
  if (best === undefined) return err(refusals);
  const reason = fitting.length === 1 ? 'the only host that fits' : `most memory left of ${fitting.length} hosts that fit`;
  return ok({ hostId: best.id, hostName: best.name, reason, refusals });
}

/** Why this host can't take the VM; null when it can. */
export function refusalOf(demand: Demand, candidate: Candidate): string | null {
  for (const filter of FILTERS) {
    const reason = filter(demand, candidate);
    if (reason !== null) return reason;
  }
  return null;
}

/** Share of memory not yet promised: spreads VMs, and small hosts beside large ones fill evenly. */
function score({ capacity, committed }: Candidate): number {
  return capacity === null ? 0 : 1 - committed.memoryMiB / capacity.memoryMiB;
}
