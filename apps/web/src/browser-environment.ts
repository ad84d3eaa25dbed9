import type { Clock, Rng, Timers } from '@rapidvm/kernel';

/** The browser's time and chance: the only place of the web client that takes them. */
export const browserClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};

export const browserTimers: Timers = {
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};

export const browserRng: Rng = {
  bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  fraction: () => Math.random(),
};
