import { VirtualTime } from '@rapidvm/testing';
import { describe, expect, it } from 'vitest';
import { HandshakeTurns } from './handshake-turns.ts';
import { HANDSHAKE_TURN_MS, HANDSHAKES_AT_ONCE, MAX_SLOW_HANDSHAKES } from './limits.ts';

const MANY = 20;

/** So many handshakes are asked for at once; `ends` ends the nth. */
function asked(time: VirtualTime, count: number): { begun: () => number; ends: readonly (() => Promise<void>)[] } {
  const turns = new HandshakeTurns(time);
  let begun = 0;
  const ends = Array.from({ length: count }, () => {
    const answer = Promise.withResolvers<void>();
    const done = turns.take(() => {
      begun += 1;
      return answer.promise;
    });
    return () => {
      answer.resolve();
      return done;
    };
  });
  return { begun: () => begun, ends };
}

describe('handshakes', () => {
  it('begin a few at a time, the next when one ends', async () => {
    const { begun, ends } = asked(new VirtualTime(), MANY);
    for (const [index, end] of ends.entries()) {
      expect(begun()).toBe(Math.min(MANY, index + HANDSHAKES_AT_ONCE));
      await end();
    }
  });

  it('that fail make way as well', async () => {
    const turns = new HandshakeTurns(new VirtualTime());
    for (let index = 0; index < MANY; index += 1) {
      await expect(turns.take(() => Promise.reject(new RangeError('no')))).rejects.toThrow('no');
    }
  });

  it('that are slow hold up the others no longer, but for as many as would make all slow', async () => {
    const time = new VirtualTime();
    const { begun, ends } = asked(time, MANY);
    for (let rounds = 0; rounds < MANY; rounds += 1) {
      await time.advance(HANDSHAKE_TURN_MS);
    }
    expect(begun()).toBe(HANDSHAKES_AT_ONCE + MAX_SLOW_HANDSHAKES);
    // One of the slow ends: another that is slow takes its place, and the next begins.
    await ends[0]?.();
    await time.advance(HANDSHAKE_TURN_MS);
    expect(begun()).toBe(HANDSHAKES_AT_ONCE + MAX_SLOW_HANDSHAKES + 1);
  });
});
