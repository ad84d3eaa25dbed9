import { HEAD_BYTES, MAX_FRAME_BYTES, writeHead } from '@rapidvm/console';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONSOLE_WINDOW_BYTES, RECORD_BYTES } from '../limits.ts';
import type { ReceivedFrame } from './receive-window.ts';
import { ReceiveWindow } from './receive-window.ts';

/** A frame whose bytes tell which one it is. */
function frame(number: number, payload: number): Buffer {
  const bytes = Buffer.alloc(HEAD_BYTES + payload, number % 251);
  writeHead(bytes, 'data', payload);
  return bytes;
}

describe('a window of received bytes', () => {
  it('gives out whole frames in order, unchanged for as long as they are held, however bytes and releases come', () => {
    const payload = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: MAX_FRAME_BYTES - HEAD_BYTES }));
    const steps = fc.array(fc.record({ read: fc.integer({ min: 1, max: RECORD_BYTES }), release: fc.boolean() }), {
      minLength: 5,
    });
    fc.assert(
      fc.property(fc.array(payload, { minLength: 1, maxLength: 20 }), steps, (payloads, turns) => {
        const stream = Buffer.concat(payloads.map((length, number) => frame(number, length)));
        const window = new ReceiveWindow(CONSOLE_WINDOW_BYTES);
        let held: ReceivedFrame | null = null;
        let taken = 0;
        let unread = 0;
        // As a socket does it: the space for the next read is asked for right after the one before, then frames are held and released.
        let space = window.space();
        for (let at = 0, turn = 0; at < stream.length || taken < payloads.length; turn += 1) {
          const { read, release } = turns[turn % turns.length]!;
          // No more is read once what is unread is more than a socket decrypts after it was stopped.
          if (at < stream.length && unread < 2 * MAX_FRAME_BYTES - RECORD_BYTES) {
            const bytes = Math.min(read, space.length, stream.length - at);
            expect(space.length).toBeGreaterThanOrEqual(RECORD_BYTES);
            stream.copy(space, 0, at, at + bytes);
            window.filled(bytes);
            [at, unread] = [at + bytes, unread + bytes];
            if (held === null) [held, taken, unread] = take();
            space = window.space();
          }
          if (held !== null) expect(held.whole.equals(frame(taken - 1, held.whole.length - HEAD_BYTES))).toBe(true);
          if (release || at === stream.length || unread >= 2 * MAX_FRAME_BYTES - RECORD_BYTES) {
            window.release();
            [held, taken, unread] = take();
          }
        }
        function take(): [ReceivedFrame | null, number, number] {
          const next = window.next();
          if (next === null) return [null, taken, unread];
          expect(next.whole.length).toBe(HEAD_BYTES + payloads[taken]!);
          return [next, taken + 1, unread - next.whole.length];
        }
      }),
    );
  });

  it('uses one buffer for a flood, however reads and releases fall', () => {
    const whole = frame(1, MAX_FRAME_BYTES - HEAD_BYTES);
    const turns = fc.array(fc.record({ records: fc.integer({ min: 1, max: 5 }), release: fc.boolean() }), { minLength: 200 });
    fc.assert(
      fc.property(turns, (steps) => {
        const window = new ReceiveWindow(CONSOLE_WINDOW_BYTES);
        const buffers = new Set<ArrayBufferLike>();
        let [at, held] = [0, false];
        let space = window.space();
        for (const { records, release } of steps) {
          // A socket that was stopped still gives what it had read: up to five records.
          for (let n = 0; n < records && (!held || window.hasRoom || n > 0); n += 1) {
            for (let filled = 0; filled < RECORD_BYTES;) filled += part(whole, space, filled);
            window.filled(RECORD_BYTES);
            held ||= window.next() !== null;
            space = window.space();
            buffers.add(space.buffer);
          }
          if (held && release) {
            window.release();
            held = window.next() !== null;
          }
        }
        expect(buffers.size).toBe(1);
        /** Copies on with the endless stream of frames; returns how many bytes. */
        function part(from: Buffer, to: Buffer, filled: number): number {
          const bytes = from.copy(to, filled, at, Math.min(from.length, at + RECORD_BYTES - filled));
          at = (at + bytes) % from.length;
          return bytes;
        }
      }),
    );
  });

  it('refuses what is no frame', () => {
    const window = new ReceiveWindow(CONSOLE_WINDOW_BYTES);
    window.space().fill(255, 0, 10);
    window.filled(10);
    expect(() => window.next()).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });
});
