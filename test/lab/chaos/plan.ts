/** What happens to the hosts, drawn from a seed: the same seed, the same story. */
import type { Rng } from '@rapidvm/kernel';

/** power: the plug is pulled. freeze: all of it stands still. cut: no packet passes. agent: its agent alone is killed. */
export const FAULTS = ['power', 'freeze', 'cut', 'agent'] as const;
export type FaultKind = (typeof FAULTS)[number];

export interface Fault {
  /** Index of the host. */
  readonly host: number;
  readonly kind: FaultKind;
  /** Milliseconds after the round has begun. */
  readonly afterMs: number;
  /** Milliseconds until the host is brought back; null: not before the views have been looked at. */
  readonly holdMs: number | null;
}

/** Hosts struck in one round: with a third of five gone, who is left of six members sees most of the others still, and so believes itself. */
const STRUCK_AT_ONCE = 2;

const WITHIN_MS = 3000;
const SHORT_MS = { least: 300, most: 6000 } as const;

/** A whole number below `end`. */
export function below(rng: Rng, end: number): number {
  return Math.floor(rng.fraction() * end);
}

/** One of `all`. */
export function oneOf<T>(rng: Rng, all: readonly T[]): T {
  const found = all[below(rng, all.length)];
  if (found === undefined) throw new Error('there is nothing to choose from');
  return found;
}

/** The faults of the next round, in the order in which they happen. */
export function planRound(rng: Rng, hosts: number): readonly Fault[] {
  const struck = new Set<number>();
  for (let left = 1 + below(rng, STRUCK_AT_ONCE); left > 0; left -= 1) struck.add(below(rng, hosts));
  const faults = [...struck].map((host) => ({
    host,
    kind: oneOf(rng, FAULTS),
    afterMs: below(rng, WITHIN_MS),
    holdMs: rng.fraction() < 0.6 ? null : SHORT_MS.least + below(rng, SHORT_MS.most - SHORT_MS.least),
  }));
  return faults.sort((a, b) => a.afterMs - b.afterMs);
}
