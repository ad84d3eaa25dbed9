/** What is stated of 1,000 and 5,000 members, tried with as many as a test has time for; `node test/bench/simulation.bench.ts` measures it in full. */
import { describe, expect, it } from 'vitest';
import { idleCost } from './scale/idle.ts';
import { loseRack } from './scale/rack.ts';

const AGREEMENT_S = 5;

describe('many members', () => {
  it('see a rack of 8 go as one cut, and are of one view within 5 s', () => {
    const lost = loseRack(100, 8);
    expect(lost).toMatchObject({ cuts: [1, 1], wronged: 0, breaches: [] });
    expect(lost.equalS).toBeLessThanOrEqual(AGREEMENT_S);
  });

  it('cost each of them no more than few do, and a warm start makes no difference', () => {
    const [few, warm, many] = [idleCost(50, 10), idleCost(50, 10, 'warm'), idleCost(400, 10, 'warm')];
    for (const other of [warm, many]) {
      expect(other.changes).toBe(0);
      expect(other.messagesPerS).toBeLessThan(few.messagesPerS * 1.1);
      expect(other.messagesPerS).toBeGreaterThan(few.messagesPerS * 0.9);
      expect(other.bytesPerS).toBeLessThan(few.bytesPerS * 1.1);
    }
  });
});
