/**
 * A program that stands where QEMU's VNC server stands: it listens on a unix socket (first argument). A client's first message says what
 * it does: `F` and 8 bytes, big-endian: sends so many bytes as fast as they are taken; `E`: sends back what comes.
 */
import { createServer, type Socket } from 'node:net';

/** As much as QEMU's VNC server hands over at once for a large change of the picture. */
const CHUNK = Buffer.alloc(64 * 1024, 0x5a);

function flood(socket: Socket, bytes: number): void {
  let left = bytes;
  const more = (): void => {
    while (left > 0) {
      const chunk = left < CHUNK.length ? CHUNK.subarray(0, left) : CHUNK;
      left -= chunk.length;
      if (!socket.write(chunk)) {
        socket.once('drain', more);
        return;
      }
    }
  };
  more();
}

const path = process.argv[2];
createServer((socket) => {
  socket.setNoDelay();
  socket.on('error', () => socket.destroy());
  socket.once('data', (first: Buffer) => {
    if (first.toString('latin1', 0, 1) === 'F') flood(socket, Number(first.readBigUInt64BE(1)));
    else {
      // Echoes may have come together with the order.
      if (first.length > 1) socket.write(first.subarray(1));
      socket.on('data', (bytes: Buffer) => socket.write(bytes));
    }
  });
}).listen(path, () => process.stdout.write('ready\n'));
