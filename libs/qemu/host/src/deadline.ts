import type { Timers } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';

/** `promise`, or `timed-out` naming `what` when it is not settled after `ms`. What it waits for goes on: the caller must end that. */
export function withDeadline<T>(timers: Timers, ms: number, what: string, promise: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = timers.after(ms, () => {
      reject(
        new RapidError(
          'timed-out',
          `${what} took longer than ${ms} ms`,
          { what, afterMs: ms },
          'Try again; if it happens again, look at the host',
        ),
      );
    });
    promise.then(resolve, reject).finally(() => timer.cancel());
  });
}

/** Resolves after `ms`. */
export function pause(timers: Timers, ms: number): Promise<void> {
  return new Promise((resolve) => void timers.after(ms, resolve));
}

/** Asks `condition` every `pollMs` until it holds; false when it did not within `deadlineMs`. */
export async function holdsWithin(
  timers: Timers,
  deadlineMs: number,
  pollMs: number,
  condition: () => Promise<boolean>,
): Promise<boolean> {
  for (let waited = 0; ; waited += pollMs) {
    if (await condition()) return true;
    if (waited >= deadlineMs) return false;
    await pause(timers, pollMs);
  }
}
