import type { Selector } from '@rapidvm/domain';
import type { Candidate } from './candidate.ts';

/** What the hosts of one rack come to together. */
export interface Rack {
  readonly limitMiB: number;
  readonly usedMiB: number;
  readonly residents: ReadonlyMap<Selector, number>;
}

export type Racks = ReadonlyMap<string, Rack>;

const EMPTY: Rack = { limitMiB: 0, usedMiB: 0, residents: new Map() };

/** Adds the hosts up by rack; hosts of no known rack are left out. */
export function racksOf(candidates: readonly Candidate[]): Racks {
  const racks = new Map<string, Rack>();
  for (const candidate of candidates) {
    if (candidate.rack !== null) racks.set(candidate.rack, withHost(racks.get(candidate.rack) ?? EMPTY, candidate));
  }
  return racks;
}

function withHost(rack: Rack, { memoryMiB, residents }: Candidate): Rack {
  return {
    limitMiB: rack.limitMiB + memoryMiB.limit,
    usedMiB: rack.usedMiB + memoryMiB.used,
    residents: residents.size === 0 ? rack.residents : sum(rack.residents, residents),
  };
}

/** The racks after `before` has become `after`, a host of the same rack. */
export function changeRacks(racks: Racks, before: Candidate, after: Candidate): Racks {
  const rack = after.rack === null ? undefined : racks.get(after.rack);
  if (after.rack === null || rack === undefined) return racks;
  const usedMiB = rack.usedMiB - before.memoryMiB.used + after.memoryMiB.used;
  const residents =
    before.residents === after.residents ? rack.residents : sum(sum(rack.residents, before.residents, -1), after.residents);
  return new Map(racks).set(after.rack, { ...rack, usedMiB, residents });
}

function sum(
  one: ReadonlyMap<Selector, number>,
  other: ReadonlyMap<Selector, number>,
  sign: 1 | -1 = 1,
): ReadonlyMap<Selector, number> {
  const all = new Map(one);
  for (const [selector, count] of other) all.set(selector, (all.get(selector) ?? 0) + sign * count);
  return all;
}
