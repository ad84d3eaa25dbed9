import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { MUTATIONS } from './mutations.ts';

const run = promisify(execFile);

/** Schedules that a mutation may survive before it counts as not noticed. */
const SEEDS = '300';

async function caughtBy(name: string): Promise<string | null> {
  const { stdout } = await run(process.execPath, ['test/sim/mutations/try.ts', name, SEEDS]);
  return (JSON.parse(stdout) as { caughtBy: string | null }).caughtBy;
}

describe('mutations', () => {
  it('are each noticed', async () => {
    const waiting = [...MUTATIONS];
    const unnoticed: string[] = [];
    const worker = async (): Promise<void> => {
      for (let mutation = waiting.shift(); mutation !== undefined; mutation = waiting.shift()) {
        const found = await caughtBy(mutation.name);
        console.log(`${mutation.name}: ${found ?? 'NOT NOTICED'}`);
        if (found === null) unnoticed.push(`${mutation.name} (${mutation.without})`);
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
    expect(unnoticed).toEqual([]);
  });
});
