import type { WebSocket } from 'ws';
import { STREAM_LIMITS } from '../limits.ts';

/**
 * Sends, and resolves at once while little is unsent, else when this message has left for the network. Whoever awaits it before making the
 * next message holds at most `highWaterBytes` and one message for a peer that does not read. Rejects when the socket is gone.
 */
export function send(socket: WebSocket, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(data, (error) => (error ? reject(error) : resolve()));
    if (socket.bufferedAmount <= STREAM_LIMITS.highWaterBytes) resolve();
  });
}
