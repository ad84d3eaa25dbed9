import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from './event-queue.ts';

describe('event queue', () => {
  it('gives everything back in order of time, then of putting in', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 3000 }), (times) => {
        const queue = new EventQueue();
        const taken: [number, number][] = [];
        times.forEach((at, order) => queue.put(at, { fire: () => taken.push([at, order]) }));
        while (queue.nextTime() < Infinity) queue.take()?.fire();
        expect(taken).toEqual(times.map((at, order) => [at, order]).sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!));
        expect(queue.size).toBe(0);
      }),
    );
  });
});
