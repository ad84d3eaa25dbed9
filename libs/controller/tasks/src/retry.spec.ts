import { VirtualTime, seededRng } from '@rapidvm/testing';
import { describe, expect, it } from 'vitest';
import { RETRY_LONGEST_MS } from './limits.ts';
import { retrying } from './retry.ts';

function failing(times: number) {
  const time = new VirtualTime();
  const at: number[] = [];
  const work = async (): Promise<string> => {
    at.push(time.now());
    if (at.length <= times) throw new Error(`failure ${at.length}`);
    return 'done';
  };
  return { time, at, work, options: { timers: time, rng: seededRng(1), tries: 6, again: () => true } };
}

describe('retrying', () => {
  it('returns the first success', async () => {
    const { time, at, work, options } = failing(2);
    const result = retrying(options, work);
    await time.advance(60_000);
    expect(await result).toBe('done');
    expect(at).toHaveLength(3);
  });

  it('gives up after its tries with the last failure, with growing and bounded pauses', async () => {
    const { time, at, work, options } = failing(100);
    const result = retrying(options, work);
    const refused = expect(result).rejects.toThrow('failure 6');
    await time.advance(60_000);
    await refused;
    const pauses = at.slice(1).map((moment, index) => moment - (at[index] ?? 0));
    expect(pauses).toHaveLength(5);
    for (const [index, pause] of pauses.entries()) {
      const full = Math.min(200 * 2 ** index, RETRY_LONGEST_MS);
      expect(pause).toBeGreaterThanOrEqual(full / 2);
      expect(pause).toBeLessThanOrEqual(full);
    }
  });

  it('does not repeat what fails for good', async () => {
    const { at, work, options } = failing(100);
    await expect(retrying({ ...options, again: () => false }, work)).rejects.toThrow('failure 1');
    expect(at).toHaveLength(1);
  });
});
