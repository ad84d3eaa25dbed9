import type { Socket } from 'node:net';
import { createConnection } from 'node:net';
import { pause, withDeadline } from '../deadline.ts';
import { POLL_MS } from '../limits.ts';
import { systemErrorCode } from '../system-error.ts';
import type { QmpClientOptions } from './qmp-client.ts';
import { QmpClient } from './qmp-client.ts';

/** Until QEMU listens, its socket is missing or refuses. */
const NOT_YET = ['ENOENT', 'ECONNREFUSED'];

/**
 * Connects to the monitor at `path`, waiting until QEMU listens there, and negotiates. The whole within `deadlineMs`, else `timed-out`.
 * `stop`: aborted when there is no more use in waiting (QEMU is gone).
 */
export async function connectQmp(
  path: string,
  deadlineMs: number,
  stop: AbortSignal,
  options: QmpClientOptions,
): Promise<QmpClient> {
  const overdue = new AbortController();
  const ended = AbortSignal.any([stop, overdue.signal]);
  try {
    return await withDeadline(options.timers, deadlineMs, "Connecting to QEMU's monitor", negotiate(path, ended, options));
  } finally {
    overdue.abort();
  }
}

async function negotiate(path: string, ended: AbortSignal, options: QmpClientOptions): Promise<QmpClient> {
  const client = new QmpClient(await connectWhenThere(path, ended, options), options);
  const giveUp = (): void => void client.close();
  ended.addEventListener('abort', giveUp);
  try {
    await client.greeted;
    await client.command('qmp_capabilities');
  } finally {
    ended.removeEventListener('abort', giveUp);
  }
  return client;
}

async function connectWhenThere(path: string, ended: AbortSignal, options: QmpClientOptions): Promise<Socket> {
  for (;;) {
    ended.throwIfAborted();
    try {
      return await connect(path);
    } catch (error) {
      if (!NOT_YET.includes(systemErrorCode(error) ?? '')) throw error;
    }
    await pause(options.timers, POLL_MS);
  }
}

function connect(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ path });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
