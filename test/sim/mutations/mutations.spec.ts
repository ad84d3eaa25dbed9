/** Each rule of the machine is missed by somebody when it is gone. */
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { MUTATIONS } from './mutations.ts';

const run = promisify(execFile);

describe('mutations', () => {
  it('are each noticed', async () => {
    const waiting = [...MUTATIONS];
    const unnoticed: string[] = [];
    const worker = async (): Promise<void> => {
      for (let mutation = waiting.shift(); mutation !== undefined; mutation = waiting.shift()) {
        const { stdout } = await run(process.execPath, ['test/sim/mutations/try.ts', mutation.name]);
        if (JSON.parse(stdout) === null) unnoticed.push(`${mutation.name} (${mutation.without})`);
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
    expect(unnoticed).toEqual([]);
  });
});
