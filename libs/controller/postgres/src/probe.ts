/** Whether a server accepts connections, found by connecting: the first message of PostgreSQL's protocol, without logging in. */
import { connect } from 'node:net';
import { DATABASE, SUPERUSER } from './cluster.ts';
import { PROBE_TIMEOUT_MS } from './limits.ts';

const PROTOCOL_3_0 = 196_608;
/** The first byte of AuthenticationSASL: the server is up and asks who we are. While it starts or stops it sends an error instead. */
const AUTHENTICATION = 'R'.charCodeAt(0);

function startupMessage(): Buffer {
  const parameters = Buffer.from(`user\0${SUPERUSER}\0database\0${DATABASE}\0\0`, 'latin1');
  const head = Buffer.alloc(8);
  head.writeInt32BE(head.length + parameters.length, 0);
  head.writeInt32BE(PROTOCOL_3_0, 4);
  return Buffer.concat([head, parameters]);
}

/** True when the server behind `socketPath` would let a client log in now; false for every other answer or none in time. */
export function acceptsConnections(socketPath: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(socketPath);
  const answer = (accepted: boolean): void => {
    socket.destroy();
    resolve(accepted);
  };
  socket.setTimeout(PROBE_TIMEOUT_MS, () => answer(false));
  socket.on('connect', () => socket.write(startupMessage()));
  socket.on('data', (data) => answer(data[0] === AUTHENTICATION));
  socket.on('error', () => answer(false));
  socket.on('close', () => answer(false));
  return promise;
}
