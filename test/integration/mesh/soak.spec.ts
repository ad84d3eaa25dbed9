/** A minute of members that leave and come back over real sockets, in a process of its own, whose heap must stay flat. */
import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** The churn, and what a busy machine adds. */
const DEADLINE_MS = 240_000;

/** Runs Node with these words; what it printed, and why it failed or null. */
function run(words: readonly string[]): Promise<{ readonly printed: string; readonly failure: string | null }> {
  return new Promise((resolve) => {
    execFile(process.execPath, words, { timeout: DEADLINE_MS }, (error, stdout, stderr) => {
      resolve({ printed: stdout + stderr, failure: error?.message ?? null });
    });
  });
}

describe('churn', { timeout: DEADLINE_MS }, () => {
  it('leaves nothing behind in memory', async () => {
    const soak = [
      '--expose-gc',
      '--disable-warning=ExperimentalWarning',
      'test/bench/mesh-soak.ts',
      '--minutes',
      '1',
      '--members',
      '4',
    ];
    // Growth ends it with 1: then the figures that it printed are what is to be read.
    const { printed, failure } = await run(soak);
    expect(failure, printed).toBeNull();
    expect(printed).toContain('last third');
  });
});
