/** A minute of members that leave and come back over real sockets, in a process of its own, whose heap must stay flat. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
/** The churn, and what a busy machine adds. */
const DEADLINE_MS = 240_000;

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
    // Growth ends it with 1, which rejects with what it printed.
    const { stdout } = await run(process.execPath, soak, { timeout: DEADLINE_MS });
    expect(stdout).toContain('last third');
  });
});
