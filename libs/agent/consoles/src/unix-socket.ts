/** Connections to QEMU's unix sockets, and writing to them at their own speed. */
import { once } from 'node:events';
import type { OnReadOpts, Socket } from 'node:net';
import { connect } from 'node:net';
import type { ConsoleKind } from '@rapidvm/console';
import type { VmId } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import { CONNECT_DEADLINE_MS } from './limits.ts';

/**
 * `onread`: a buffer into which everything is read, instead of a new one each time. Nothing is read before `resume`. Refuses with
 * `console-unavailable` when nobody listens there, or not in time.
 */
export async function connectConsole(path: string, vmId: VmId, kind: ConsoleKind, onread?: OnReadOpts): Promise<Socket> {
  const socket = connect({ path, ...(onread !== undefined && { onread }) });
  socket.pause();
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(CONNECT_DEADLINE_MS) });
    return socket;
  } catch (error) {
    socket.destroy();
    const cause = error instanceof Error ? error.message : String(error);
    throw unavailable(vmId, kind, `QEMU does not take the connection: ${cause}`);
  }
}

/** Writes for one viewer, and tells it when there is room again. */
export class RoomWatch {
  readonly #room: () => void;
  #waiting = false;

  constructor(room: () => void) {
    this.#room = room;
  }

  /** False: enough for now, until `room`. What is written to a socket that is gone is lost; its end is told elsewhere. */
  write(socket: Socket, bytes: Uint8Array): boolean {
    if (socket.destroyed || socket.write(bytes)) return !this.#waiting;
    if (!this.#waiting) {
      this.#waiting = true;
      const done = (): void => {
        socket.off('drain', done).off('close', done);
        this.#waiting = false;
        this.#room();
      };
      socket.on('drain', done).on('close', done);
    }
    return false;
  }
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
