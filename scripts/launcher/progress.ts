import { performance } from 'node:perf_hooks';
import { LAUNCHER_LIMITS } from './limits.ts';

/** Where the launcher speaks to the person: a line for each thing it does, and why. Always standard error: standard output is for results. */
export type Say = (line: string) => void;

export const say: Say = (line) => {
  process.stderr.write(`rapidvm: ${line}\n`);
};

/** Does `work`, saying twice a minute that it still goes on: what takes minutes in silence looks as if it hung. Says at the end how long it took. */
export async function saidToGoOn<T>(
  what: string,
  say: Say,
  work: () => Promise<T>,
  everyMs: number = LAUNCHER_LIMITS.stillMs,
): Promise<T> {
  const began = performance.now();
  const seconds = (): number => Math.round((performance.now() - began) / 1000);
  const timer = setInterval(() => say(`still ${what} (${seconds()} s)`), everyMs);
  try {
    const result = await work();
    say(`done ${what} in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
