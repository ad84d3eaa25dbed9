/** Rights are checked when a stream opens; a stream can be open for days. */
import { isRapidError } from '@rapidvm/kernel';
import type { RapidError, Timer, Timers } from '@rapidvm/kernel';
import { STREAM_LIMITS } from '../limits.ts';

/**
 * Asks again and again whether whoever opened a stream may still have it, and calls `lost` once when not: logged out, deleted, demoted, token
 * revoked or expired, told by `admit` refusing with `not-authenticated` or `not-permitted`. Any other failure (the database is away) ends
 * nothing. Cancel when the stream is over.
 */
export function watchStanding(timers: Timers, admit: () => Promise<unknown>, lost: (error: RapidError) => void): Timer {
  let over = false;
  let timer: Timer;
  const check = async (): Promise<void> => {
    try {
      await admit();
    } catch (error) {
      if (over) return;
      if (isRapidError(error, 'not-authenticated') || isRapidError(error, 'not-permitted')) return lost(error);
    }
    if (!over) start();
  };
  const start = (): void => {
    timer = timers.after(STREAM_LIMITS.standingMs, () => void check());
  };
  start();
  return {
    cancel() {
      over = true;
      timer.cancel();
    },
  };
}
