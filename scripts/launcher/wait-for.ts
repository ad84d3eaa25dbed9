import { setTimeout as delay } from 'node:timers/promises';
import { RapidError } from '@rapidvm/kernel';
import { LAUNCHER_LIMITS } from './limits.ts';

/** Calls `look` until it gives something else than null; throws `timed-out` naming `what` after `limitMs`. */
export async function waitFor<T>(what: string, limitMs: number, hint: string, look: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() > deadline) {
      throw new RapidError('timed-out', `${what} took longer than ${limitMs / 1000} s`, { what, afterMs: limitMs }, hint);
    }
    await delay(LAUNCHER_LIMITS.pollMs);
  }
}
