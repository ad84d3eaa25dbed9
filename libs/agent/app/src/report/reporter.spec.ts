import type { VmReport } from '@rapidvm/domain';
import type { VmId } from '@rapidvm/kernel';
import { NO_GENERATION, asGeneration, asId } from '@rapidvm/kernel';
import { VirtualTime } from '@rapidvm/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEARTBEAT_MS, MAX_WATCHERS } from '../limits.ts';
import type { FactStream, WatchFact } from './fact-stream.ts';
import { Reporter } from './reporter.ts';

const report = (vm: number, generation: number): VmReport => ({
  ...{ vmId: asId<VmId>(`vm${vm}`), generation: asGeneration(generation), intentGeneration: NO_GENERATION, state: 'running' },
  ...{ reason: null, accelerator: null, restarts: 0, lastError: null },
});

async function take(stream: FactStream, count: number): Promise<WatchFact[]> {
  const facts: WatchFact[] = [];
  while (facts.length < count) {
    const fact = await stream.next();
    if (fact === null) break;
    facts.push(fact);
  }
  return facts;
}

describe('a watcher', () => {
  it('is told everything once, then that it was all, then every change', async () => {
    const reporter = new Reporter(new VirtualTime());
    const all = [report(1, 1), report(2, 2)];
    const stream = reporter.watch(() => all);
    expect(await take(stream, 3)).toEqual([
      { kind: 'report', report: all[0] },
      { kind: 'report', report: all[1] },
      { kind: 'complete', reports: all },
    ]);
    const next = stream.next();
    reporter.report(report(1, 3));
    expect(await next).toEqual({ kind: 'report', report: report(1, 3) });
    reporter.end(stream);
    expect(await stream.next()).toBeNull();
  });

  it('gets the newest report of each VM at last, in rising generations, however slow it reads; little waits for it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.nat(4), fc.constant('read' as const)), { maxLength: 200 }), async (actions) => {
        const reporter = new Reporter(new VirtualTime());
        const stream = reporter.watch(() => []);
        const seen = new Map<string, number>();
        const newest = new Map<string, number>();
        const read = async (): Promise<void> => {
          const fact = await stream.next();
          if (fact?.kind !== 'report') return;
          expect(fact.report.generation).toBeGreaterThan(seen.get(fact.report.vmId) ?? 0);
          seen.set(fact.report.vmId, fact.report.generation);
        };
        await read();
        let generation = 0;
        for (const action of actions) {
          if (action === 'read') {
            if (stream.waiting > 0) await read();
          } else {
            generation += 1;
            reporter.report(report(action, generation));
            newest.set(`vm${action}`, generation);
          }
          expect(stream.waiting).toBeLessThanOrEqual(5);
        }
        while (stream.waiting > 0) await read();
        expect(seen).toEqual(newest);
      }),
    );
  });

  it('hears a sign of life on a quiet stream, and nothing is left when nobody watches', async () => {
    const time = new VirtualTime();
    const reporter = new Reporter(time);
    const stream = reporter.watch(() => []);
    await take(stream, 1);
    const next = stream.next();
    await time.advance(HEARTBEAT_MS);
    expect(await next).toEqual({ kind: 'heartbeat' });
    reporter.end(stream);
    await time.advance(HEARTBEAT_MS);
    expect(time.pendingTimers).toBe(0);
  });

  it('is refused when there are too many', () => {
    const reporter = new Reporter(new VirtualTime());
    for (let n = 0; n < MAX_WATCHERS; n += 1) reporter.watch(() => []);
    expect(() => reporter.watch(() => [])).toThrowError(expect.objectContaining({ code: 'limit-exceeded' }));
    reporter.close();
    expect(reporter.watch(() => [])).toBeDefined();
  });
});
