/** A minute of chaos, always the same one. The long ones are a command: `node test/lab/main.ts chaos`. */
import { describe, expect, it } from 'vitest';
import { timesBusier } from '../../busy.ts';
import { runChaos } from './chaos.ts';
import { inWords } from './report.ts';

const SEED = 7;

/** Seconds after quiet by which all views must be right, when the machine has not much else to do. */
const RIGHT_WITHIN = 5;

describe('hosts that are struck and brought back while ten clients work', () => {
  it('lose no VM, start none twice, and are shown as they are', { timeout: 600_000 }, async () => {
    const say = (line: string): void => void process.stderr.write(`chaos: ${line}\n`);
    const report = await runChaos({ seed: SEED, minutes: 1, rightWithin: RIGHT_WITHIN * timesBusier(), say });
    say(inWords(report));
    expect(report.broken).toEqual([]);
    expect(report.disks.witnesses).toBe(25);
    expect(report.disks.boots).toBeGreaterThanOrEqual(25);
  });
});
