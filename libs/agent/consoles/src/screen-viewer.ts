/** One viewer of a screen: a connection of its own to QEMU's VNC server, read only as fast as the viewer reads. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { ScreenViewer } from '@rapidvm/agent-app';
import { ViewOnlyFilter } from '@rapidvm/console';
import { writeAndWait } from './unix-socket.ts';

/** `socket`: connected, nobody reads it yet. `onClose`: called once. */
export function screenViewer(socket: Socket, readOnly: boolean, onClose: () => void): ScreenViewer {
  const filter = readOnly ? new ViewOnlyFilter() : null;
  let over = false;
  socket.once('close', () => {
    over = true;
    onClose();
  });
  // The reader sees the end; why it came makes no difference to a viewer.
  socket.on('error', () => socket.destroy());
  return {
    async next() {
      for (;;) {
        const bytes: unknown = socket.read();
        if (bytes instanceof Uint8Array) return bytes;
        if (over || socket.readableEnded || socket.destroyed) return null;
        await oneOf(socket, ['readable', 'end', 'close']);
      }
    },
    async send(bytes) {
      const allowed = filter === null ? bytes : filter.pass(bytes);
      if (allowed.length > 0) await writeAndWait(socket, allowed);
    },
    close: () => void socket.destroy(),
  };
}

async function oneOf(socket: Socket, events: readonly string[]): Promise<void> {
  const over = new AbortController();
  const waits = events.map((event) => once(socket, event, { signal: over.signal }));
  try {
    await Promise.race(waits);
  } finally {
    over.abort();
    await Promise.allSettled(waits);
  }
}
