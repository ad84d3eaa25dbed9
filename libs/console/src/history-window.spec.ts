import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyWindow, planRead, startPosition, wasStillKept } from './history-window.ts';

const HISTORY = 50;
const KEPT = 100;
const CHUNK = 16;

/** The byte at an offset: what makes a lost, repeated or moved byte visible. */
const byteAt = (offset: number): number => (offset * 31 + (offset >> 5)) % 251;

/** A log on disk: everything ever written has an offset; what is older than KEPT reads as zeros once it was freed. */
class Log {
  next = 0;
  freedTo = 0;

  write(bytes: number): void {
    this.next += bytes;
  }

  free(): void {
    this.freedTo = Math.max(this.freedTo, this.next - KEPT);
  }

  read(from: number, to: number): number[] {
    return Array.from({ length: to - from }, (_, index) => (from + index < this.freedTo ? 0 : byteAt(from + index)));
  }
}

class Viewer {
  position: number;
  readonly got: (readonly [offset: number, byte: number])[] = [];
  readonly gaps: (readonly [from: number, to: number])[] = [];

  constructor(position: number) {
    this.position = position;
  }

  /** `meanwhile`: what happens to the log between the look at its window and the end of the read. */
  step(log: Log, meanwhile: () => void): void {
    const plan = planRead(historyWindow(log.next, HISTORY), this.position, CHUNK);
    if (plan.kind === 'gap') return this.skip(plan.to);
    if (plan.kind === 'wait') return;
    meanwhile();
    const bytes = log.read(plan.from, plan.to);
    if (!wasStillKept(plan.from, log.next, KEPT)) return this.skip(historyWindow(log.next, HISTORY).first);
    bytes.forEach((byte, index) => this.got.push([plan.from + index, byte]));
    this.position = plan.to;
  }

  skip(to: number): void {
    this.gaps.push([this.position, to]);
    this.position = to;
  }
}

describe('a viewer of a history', () => {
  it('gets every byte once and in order, or is told which are gone, however it interleaves with writes and freeing', () => {
    const action = fc.record({ write: fc.nat(60), free: fc.boolean(), viewer: fc.nat(2), meanwhile: fc.nat(80) });
    fc.assert(
      fc.property(
        fc.array(fc.nat(120), { minLength: 1, maxLength: 3 }),
        fc.array(action, { maxLength: 100 }),
        (wanted, actions) => {
          const log = new Log();
          log.write(70);
          const starts = wanted.map((offset) => startPosition(historyWindow(log.next, HISTORY), offset));
          const viewers = starts.map((start) => new Viewer(start));
          for (const { write, free, viewer, meanwhile } of actions) {
            log.write(write);
            if (free) log.free();
            viewers[viewer % viewers.length]?.step(log, () => {
              log.write(meanwhile);
              log.free();
            });
          }
          viewers.forEach((viewer, index) => {
            for (let turn = 0; turn < 1000 && viewer.position < log.next; turn += 1) viewer.step(log, () => undefined);
            let expected = starts[index] ?? 0;
            const gaps = new Map(viewer.gaps);
            for (const [offset, byte] of viewer.got) {
              for (let to = gaps.get(expected); to !== undefined; to = gaps.get(expected)) expected = to;
              expect(offset).toBe(expected);
              expect(byte).toBe(byteAt(offset));
              expected += 1;
            }
            for (let to = gaps.get(expected); to !== undefined; to = gaps.get(expected)) expected = to;
            expect(expected).toBe(log.next);
          });
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('loses nothing while it stays within the window', () => {
    const log = new Log();
    const viewer = new Viewer(0);
    for (let n = 0; n < 500; n += 1) {
      log.write(n % HISTORY);
      log.free();
      while (viewer.position < log.next) viewer.step(log, () => undefined);
    }
    expect(viewer.gaps).toEqual([]);
    expect(viewer.got).toHaveLength(log.next);
  });

  it('begins where it asked to, at the oldest byte, or at the end of a history that is shorter than it remembers', () => {
    const window = historyWindow(120, HISTORY);
    expect(window).toEqual({ first: 70, next: 120 });
    expect(startPosition(window, null)).toBe(70);
    expect(startPosition(window, 100)).toBe(100);
    expect(startPosition(window, 10)).toBe(10);
    expect(startPosition(window, 999)).toBe(120);
    expect(planRead(window, 10, CHUNK)).toEqual({ kind: 'gap', from: 10, to: 70 });
    expect(planRead(window, 120, CHUNK)).toEqual({ kind: 'wait' });
  });
});
