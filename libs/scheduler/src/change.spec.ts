import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChange } from '../test/apply-change.ts';
import type { Pair } from '../test/apply-change.ts';
import { anyDemand, anyHosts, CAPACITY, DEMAND, host } from '../test/world.ts';
import type { Obstacle } from './index.ts';
import { changesFor, explain, pictureOf, place } from './index.ts';

/** More than there are filters, rules and datastores: whoever does not fit after as many changes never will. */
const ENOUGH = 40;

function obstaclesOf({ demand, candidate }: Pair): readonly Obstacle[] {
  return explain(demand, pictureOf([candidate])).flatMap(({ obstacles }) => obstacles);
}

/** Applies the alternative that `choose` names for each obstacle in turn, until there is none, or one that nothing helps against. */
function mended(pair: Pair, choose: (count: number) => number): Pair {
  let now = pair;
  for (let step = 0; step < ENOUGH; step += 1) {
    const changes = obstaclesOf(now)
      .map(changesFor)
      .find(({ length }) => length > 0);
    const change = changes?.[choose(changes.length)];
    if (change === undefined) return now;
    now = applyChange(now, change);
  }
  return now;
}

describe('the nearest change', () => {
  it('takes its obstacle away, whichever of its alternatives is chosen', () => {
    fc.assert(
      fc.property(anyDemand, anyHosts, (demand, hosts) => {
        for (const candidate of hosts) {
          for (const obstacle of obstaclesOf({ demand, candidate })) {
            for (const change of changesFor(obstacle)) {
              const left = obstaclesOf(applyChange({ demand, candidate }, change));
              expect(left, JSON.stringify(change)).not.toContainEqual(obstacle);
            }
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('after change makes any host fit, but one on which nothing that people can change would', () => {
    fc.assert(
      fc.property(anyDemand, anyHosts, fc.nat(), (demand, hosts, choice) => {
        for (const candidate of hosts) {
          const end = mended({ demand, candidate }, (count) => choice % Math.max(1, count));
          const left = obstaclesOf(end);
          expect(left.flatMap(changesFor)).toEqual([]);
          if (left.length === 0) expect(place(end.demand, pictureOf([end.candidate]))).toMatchObject({ ok: true });
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is exact: with one MiB less reduced or freed it would not fit', () => {
    const candidate = host('a', { memoryMiB: { limit: 4096, used: 3700, inFlight: 0 } });
    const [obstacle] = obstaclesOf({ demand: DEMAND, candidate });
    expect(obstacle && changesFor(obstacle)).toEqual([
      { do: 'reduce-memory', toMiB: 396 },
      { do: 'free-memory', mib: 116 },
    ]);
    expect(obstaclesOf({ demand: { ...DEMAND, memoryMiB: 397 }, candidate })).toHaveLength(1);
  });

  it('is a higher ratio only where neither a smaller VM nor room made would do, and only one that may be set', () => {
    const [limit, memoryMiB] = [1024, 2048];
    const full = host('a', { memoryMiB: { limit, used: 1020, inFlight: 0 } });
    const demand = { ...DEMAND, memoryMiB: 2048 };
    const [obstacle] = obstaclesOf({ demand, candidate: { ...full, capacity: { ...CAPACITY, memoryMiB } } });
    expect(obstacle && changesFor(obstacle)).toEqual([{ do: 'raise-memory-ratio', to: 1.5 }]);
    const [tiny] = obstaclesOf({ demand, candidate: { ...full, capacity: { ...CAPACITY, memoryMiB: 512 } } });
    expect(tiny && changesFor(tiny)).toEqual([]);
  });
});
