/** The real clock, timers and randomness: the only place where they may be touched. */
import { randomBytes } from 'node:crypto';
import type { Clock, Rng, Timers } from '@rapidvm/kernel';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};

export const systemTimers: Timers = {
  after(delayMs, action) {
    const handle = setTimeout(action, delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
};

const FRACTION_BYTES = 6;

export const systemRng: Rng = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  fraction: () => randomBytes(FRACTION_BYTES).readUIntBE(0, FRACTION_BYTES) / 2 ** (8 * FRACTION_BYTES),
};
