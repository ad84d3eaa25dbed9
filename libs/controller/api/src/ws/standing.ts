import type { Timers } from '@rapidvm/kernel';
import type { WebSocket } from 'ws';
import { watchStanding } from '../dispatch/standing.ts';
import { STREAM_LIMITS } from '../limits.ts';
import { CLOSE, closeReason } from './close-codes.ts';

/** Ends a socket when `admit` refuses whoever opened it. */
export function endWithStanding(socket: WebSocket, timers: Timers, admit: () => Promise<unknown>): void {
  const standing = watchStanding(timers, admit, ({ code, message }) => {
    // A peer that reads nothing or never says goodbye must not keep what it may no longer have.
    const giveUp = timers.after(STREAM_LIMITS.goodbyeMs, () => socket.terminate());
    socket.once('close', () => giveUp.cancel());
    socket.close(CLOSE.policy, closeReason(`${code}: ${message}`));
  });
  socket.once('close', () => standing.cancel());
}
