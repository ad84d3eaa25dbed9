/** Connections to QEMU's unix sockets, and writing to them at their own speed. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { ConsoleKind } from '@rapidvm/console';
import type { VmId } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import { CONNECT_DEADLINE_MS } from './limits.ts';

/** Refuses with `console-unavailable` when nobody listens there, or not in time. */
export async function connectConsole(path: string, vmId: VmId, kind: ConsoleKind): Promise<Socket> {
  const socket = connect({ path });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_DEADLINE_MS) });
    return socket;
  } catch (error) {
    socket.destroy();
    const cause = error instanceof Error ? error.message : String(error);
    throw unavailable(vmId, kind, `QEMU does not take the connection: ${cause}`);
  }
}

/** Resolves when the other side has room again, or is gone. */
export async function writeAndWait(socket: Socket, bytes: Uint8Array): Promise<void> {
  if (socket.destroyed || socket.write(bytes)) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = (): void => resolve();
  socket.once('drain', done).once('close', done);
  await promise;
  socket.off('drain', done).off('close', done);
}

export function unavailable(vm: VmId, console: ConsoleKind, reason: string): RapidError<'console-unavailable'> {
  const details = { vm, console, reason };
  return new RapidError(
    'console-unavailable',
    `The ${console} console can't be opened: ${reason}`,
    details,
    'Try again in a moment; if it stays so, restart the VM',
  );
}
