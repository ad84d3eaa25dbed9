import type { HostFacts, VmReport } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';
import { asGeneration, asId } from '@rapidvm/kernel';
import { recordingLogger, VirtualTime } from '@rapidvm/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { HostLane } from './host-lane.ts';

const report = (vm: string, generation: number): VmReport => ({
  vmId: asId<VmId>(vm),
  generation: asGeneration(generation),
  intentGeneration: asGeneration(1),
  state: 'running',
  reason: null,
  accelerator: null,
  restarts: 0,
  lastError: null,
});

let done: string[];
let failing: boolean;
let gate: Promise<void>;
let time: VirtualTime;
let lane: HostLane;

beforeEach(() => {
  done = [];
  failing = false;
  gate = Promise.resolve();
  time = new VirtualTime();
  const work = async (word: string): Promise<void> => {
    await gate;
    if (failing) throw new Error('the database is away');
    done.push(word);
  };
  lane = new HostLane(
    {
      report: ({ vmId, generation }) => work(`${vmId}${generation}`),
      complete: (vms) => work(`complete ${vms.length}`),
      facts: ({ version }) => work(`facts ${version}`),
      liveness: () => work('liveness'),
    },
    time,
    recordingLogger(),
  );
});

describe('the lane of a host', () => {
  it('works off all in the order in which it came, and a listing only after its reports', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    lane.liveness();
    lane.complete([]);
    lane.report(report('a', 1));
    lane.report(report('b', 1));
    lane.complete([asId<VmId>('a'), asId<VmId>('b')]);
    resolve();
    await lane.idle();
    expect(done).toEqual(['liveness', 'a1', 'b1', 'complete 2']);
  });

  it('looks at the host where it was asked to: what came before is no news of a host that is lost, what comes after is of one that is back', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    lane.liveness();
    lane.report(report('a', 1));
    lane.liveness();
    lane.liveness();
    lane.report(report('a', 2));
    lane.report(report('b', 1));
    lane.liveness();
    resolve();
    await lane.idle();
    expect(done).toEqual(['liveness', 'a2', 'liveness', 'b1', 'liveness']);
  });

  it('looks once more when it is asked to while it looks, and goes on when it had come to rest', async () => {
    lane.liveness();
    lane.liveness();
    await lane.idle();
    expect(done).toEqual(['liveness', 'liveness']);
    lane.report(report('a', 1));
    await lane.idle();
    lane.facts({ version: 3 } as HostFacts);
    await lane.idle();
    expect(done.slice(2)).toEqual(['a1', 'facts 3']);
  });

  it('keeps the newest report of each VM while it is busy, and nothing older', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    lane.report(report('a', 1));
    for (let i = 2; i <= 1000; i += 1) lane.report(report('a', i));
    lane.report(report('a', 7));
    resolve();
    await lane.idle();
    expect(done).toEqual(['a1', 'a1000']);
  });

  it('loses nothing while the database is away', async () => {
    failing = true;
    lane.report(report('a', 1));
    lane.complete([]);
    await time.advance(10_000);
    expect(done).toEqual([]);
    failing = false;
    await time.advance(30_000);
    await lane.idle();
    expect(done).toEqual(['a1', 'complete 0']);
  });
});
