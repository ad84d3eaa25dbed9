/** Members that stand for seconds between moments of running: what they hear is old, and they conclude on no more of it than still holds. */
import { describe, expect, it } from 'vitest';
import { Invariants } from './check/invariants.ts';
import { Cluster } from './engine/cluster.ts';
import { makeCore } from './engine/core.ts';

const HARDLY_RUNNING = { runMs: 300, standMs: 3000 };

describe('a third of thirty that hardly run', () => {
  it.each([
    [6, 38],
    [3, 38],
  ])('break no rule (seed %i, %i s)', (seed, seconds) => {
    const checks = new Invariants();
    const cluster = new Cluster({ members: 30, seed, core: makeCore, watcher: checks });
    checks.watch(cluster);
    cluster.start(...cluster.hosts);
    cluster.run(12);
    cluster.crowd(HARDLY_RUNNING, ...cluster.hosts.slice(0, 10));
    cluster.run(seconds);
    expect(checks.breaches).toEqual([]);
    // Or there was nothing to conclude on.
    expect(checks.verdicts).toBeGreaterThan(15);
  });
});
