/** Plays the machine without each of some rules, each in a process of its own. */
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import type { Mutation } from './mutation.ts';

const run = promisify(execFile);

/** Those of `mutations` that nothing they name notices, in words. */
export async function unnoticed(mutations: readonly Mutation[]): Promise<readonly string[]> {
  const waiting = [...mutations];
  const found: string[] = [];
  const worker = async (): Promise<void> => {
    for (let mutation = waiting.shift(); mutation !== undefined; mutation = waiting.shift()) {
      const { stdout } = await run(process.execPath, ['test/sim/mutations/try.ts', mutation.name]);
      if (JSON.parse(stdout) === null) found.push(`${mutation.name} (${mutation.without})`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return found;
}
