import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Timers } from '@rapidvm/kernel';
import { NfsError } from '../errors.ts';
import { CONNECT_TIMEOUT_MS } from '../limits.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** True: from a port below 1024, which many servers ask for and only root has. */
  readonly privilegedPort?: boolean;
}

/** Ports that programs such as ours take by custom: from the top of the reserved ones down. */
const HIGHEST_RESERVED = 1023;
const LOWEST_RESERVED = 700;

/** A connection that stands. Refuses `unreachable`. */
export async function openSocket({ host, port, privilegedPort = false }: Endpoint, timers: Timers): Promise<Socket> {
  if (!privilegedPort) return attempt({ host, port }, timers);
  for (let localPort = HIGHEST_RESERVED; localPort >= LOWEST_RESERVED; localPort -= 1) {
    try {
      return await attempt({ host, port, localPort }, timers);
    } catch (error) {
      if (!(error instanceof PortTaken)) throw error;
    }
  }
  throw new NfsError('unreachable', 'connect', 'every reserved port of this machine is taken');
}

class PortTaken extends NfsError {}

function overdue(): NfsError {
  return new NfsError('unreachable', 'connect', `no connection in ${CONNECT_TIMEOUT_MS} ms`);
}

async function attempt(
  where: { readonly host: string; readonly port: number; readonly localPort?: number },
  timers: Timers,
): Promise<Socket> {
  const socket = connect({ ...where, noDelay: true });
  const timer = timers.after(CONNECT_TIMEOUT_MS, () => socket.destroy(overdue()));
  try {
    await once(socket, 'connect');
    return socket;
  } catch (error) {
    socket.destroy();
    // At connect: another connection from this port to the same server stands, or has not long been closed.
    const taken = error instanceof Error && 'code' in error && ['EADDRINUSE', 'EADDRNOTAVAIL'].includes(String(error.code));
    const detail = error instanceof Error ? error.message : String(error);
    throw taken ? new PortTaken('unreachable', 'connect', detail) : new NfsError('unreachable', 'connect', detail);
  } finally {
    timer.cancel();
  }
}
