import type { Timer, Timers } from '@rapidvm/kernel';
import type { WebSocket } from 'ws';
import { STREAM_LIMITS } from '../limits.ts';

/** Ends a socket whose peer gave no sign of life for two ping intervals (a phone out of reach, a pulled cable). */
export function watchLiveness(socket: WebSocket, timers: Timers): void {
  let heard = true;
  let timer: Timer;
  const check = (): void => {
    if (!heard) {
      socket.terminate();
      return;
    }
    // While we read nothing from the peer we can't hear its answer; its silence says nothing then.
    heard = socket.isPaused;
    socket.ping();
    timer = timers.after(STREAM_LIMITS.pingMs, check);
  };
  const hear = (): void => {
    heard = true;
  };
  socket.on('pong', hear);
  socket.on('message', hear);
  socket.on('close', () => timer.cancel());
  timer = timers.after(STREAM_LIMITS.pingMs, check);
}
