/** Rights are checked when a console opens; a console can be open for days. */
import { isRapidError, toErrorRecord } from '@rapidvm/kernel';
import type { Timer, Timers } from '@rapidvm/kernel';
import type { WebSocket } from 'ws';
import { STREAM_LIMITS } from '../limits.ts';
import { CLOSE, closeReason } from './close-codes.ts';

/**
 * Ends a socket whose user logged out, was deleted or demoted, or whose token was revoked: when `admit` refuses with `not-authenticated` or
 * `not-permitted`. Any other failure (the database is away) ends nothing: a console outlives it.
 */
export function watchStanding(socket: WebSocket, timers: Timers, admit: () => Promise<unknown>): void {
  let timer: Timer;
  const check = async (): Promise<void> => {
    try {
      await admit();
    } catch (error) {
      if (isRapidError(error, 'not-authenticated') || isRapidError(error, 'not-permitted')) return end(error);
    }
    if (socket.readyState === socket.OPEN) start();
  };
  const end = (error: unknown): void => {
    const { code, message } = toErrorRecord(error);
    socket.close(CLOSE.policy, closeReason(`${code}: ${message}`));
    // A peer that reads nothing or never says goodbye must not keep what it may no longer have.
    timer = timers.after(STREAM_LIMITS.goodbyeMs, () => socket.terminate());
  };
  const start = (): void => {
    timer = timers.after(STREAM_LIMITS.standingMs, () => void check());
  };
  socket.on('close', () => timer.cancel());
  start();
}
