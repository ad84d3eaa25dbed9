import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SilenceDetector } from './failure-detector.ts';

const OPTIONS = { silenceMs: 10_000, tickMs: 1000 };

/** Ticks as they should come, from `from` to `to`. */
function run(detector: SilenceDetector<string>, from: number, to: number): void {
  for (let now = from; now <= to; now += OPTIONS.tickMs) detector.tick(now);
}

describe('SilenceDetector', () => {
  it('has never seen what it never heard', () => {
    expect(new SilenceDetector(OPTIONS).liveness('a', 5)).toEqual({ state: 'never' });
  });

  it('sees a subject until it was silent for too long, and again when it is heard', () => {
    const detector = new SilenceDetector<string>(OPTIONS);
    detector.heard('a', 0);
    run(detector, 0, 10_000);
    expect(detector.liveness('a', 10_000)).toEqual({ state: 'seen', lastHeardMs: 0 });
    run(detector, 11_000, 12_000);
    expect(detector.liveness('a', 12_000)).toEqual({ state: 'not-seen', lastHeardMs: 0 });
    detector.heard('a', 12_500);
    expect(detector.liveness('a', 12_500)).toEqual({ state: 'seen', lastHeardMs: 12_500 });
  });

  it('blames nobody for its own pause, before and after the first tick that follows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 3000, max: 10_000_000 }), (silent, pause) => {
        const detector = new SilenceDetector<string>(OPTIONS);
        detector.heard('a', 0);
        run(detector, 0, silent);
        const resumed = silent + pause;
        expect(detector.liveness('a', resumed).state).toBe('seen');
        detector.tick(resumed);
        expect(detector.liveness('a', resumed).state).toBe('seen');
      }),
    );
  });

  it('still notices silence after a pause', () => {
    const detector = new SilenceDetector<string>(OPTIONS);
    detector.heard('a', 0);
    run(detector, 100_000, 112_000);
    expect(detector.liveness('a', 112_000).state).toBe('not-seen');
  });

  it('forgets who is no member', () => {
    const detector = new SilenceDetector<string>(OPTIONS);
    detector.heard('a', 0);
    detector.retain(() => false);
    expect(detector.liveness('a', 0)).toEqual({ state: 'never' });
  });
});
