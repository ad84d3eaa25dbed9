import type { Rng, Timers } from '@rapidvm/kernel';
import { RETRY_FIRST_MS, RETRY_LONGEST_MS } from './limits.ts';

export interface RetryOptions {
  readonly timers: Timers;
  readonly rng: Rng;
  readonly tries: number;
  /** Whether this failure is worth another try. */
  readonly again: (error: unknown) => boolean;
}

/** Does `work` until it succeeds, fails for good, or was tried often enough; then its last failure is thrown. */
export async function retrying<T>(options: RetryOptions, work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (tried >= options.tries || !options.again(error)) throw error;
      const full = Math.min(RETRY_FIRST_MS * 2 ** (tried - 1), RETRY_LONGEST_MS);
      await pause(options.timers, full * (0.5 + options.rng.fraction() / 2));
    }
  }
}

function pause(timers: Timers, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  timers.after(ms, resolve);
  return promise;
}
