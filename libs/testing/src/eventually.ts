/** Waits for a condition with a deadline, the only way a test may wait. */
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 10;

/** Milliseconds: longer than anything takes on a machine that is busy with other tests. It costs nothing when the condition is met. */
const DEADLINE_MS = 30_000;

/**
 * Calls `check` until it returns without throwing and its value is not undefined, null or false; returns that value.
 * After `deadlineMs` it throws the last failure, so that a test says what was missing.
 */
export async function eventually<T>(check: () => T | Promise<T>, deadlineMs = DEADLINE_MS): Promise<NonNullable<T>> {
  const end = performance.now() + deadlineMs;
  let last: unknown = new Error('the condition was never met');
  for (;;) {
    try {
      const value = await check();
      if (value !== undefined && value !== null && value !== false) return value;
      last = new Error(`the condition was not met in ${deadlineMs} ms: last value ${String(value)}`);
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) throw last;
    await delay(POLL_MS);
  }
}
