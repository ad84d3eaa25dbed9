/** One viewer of a screen: a connection of its own to QEMU's VNC server, read only as fast as the viewer reads. */
import type { ScreenOutput, ScreenViewer } from '@rapidvm/agent-app';
import { ViewOnlyFilter } from '@rapidvm/console';
import type { VmId } from '@rapidvm/kernel';
import { RoomWatch, connectConsole } from './unix-socket.ts';

export interface ScreenOptions {
  readonly vmId: VmId;
  readonly path: string;
  readonly readOnly: boolean;
  /** Called once. */
  readonly onClose: () => void;
}

/** Connects. Refuses with `console-unavailable`; `onClose` is not called then. */
export async function openScreenViewer(options: ScreenOptions, output: ScreenOutput): Promise<ScreenViewer> {
  // Read straight into what is sent, and no further than that has room: a flood makes no garbage, and a viewer that stalls costs only this.
  const again = (): void => void socket.resume();
  const socket = await connectConsole(options.path, options.vmId, 'screen', {
    buffer: () => output.space(),
    callback: (bytes) => output.filled(bytes, again),
  });
  const filter = options.readOnly ? new ViewOnlyFilter() : null;
  const input = new RoomWatch(() => output.room());
  socket.once('close', () => {
    options.onClose();
    output.ended();
  });
  // The viewer sees the end; why it came makes no difference to it.
  socket.on('error', () => socket.destroy());
  return {
    start: () => void socket.resume(),
    write: (bytes) => input.write(socket, filter === null ? bytes : filter.pass(bytes)),
    close: () => void socket.destroy(),
  };
}
