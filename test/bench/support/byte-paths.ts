/** Ways for bytes between a program that listens on a unix socket and its viewer: directly, through websockify, through RapidVM. */
import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import WebSocket from 'ws';
import type { Product } from '../../e2e/harness/index.ts';
import type { Websockify } from './websockify.ts';

export interface Viewer {
  send(bytes: Uint8Array): void;
  /** Whoever is given last gets what comes. */
  onBytes(take: (bytes: Buffer) => void): void;
  close(): void;
}

export type Path = () => Promise<Viewer>;

/** No bridge: what the machine gives at the most. */
export function direct(socketPath: string): Path {
  return async () => {
    const socket = connect(socketPath);
    await once(socket, 'connect');
    // Whoever waits for bytes hears of the end by its own deadline.
    socket.on('error', () => socket.destroy());
    return {
      send: (bytes) => void socket.write(bytes),
      onBytes: (take) => void socket.removeAllListeners('data').on('data', take),
      close: () => void socket.destroy(),
    };
  };
}

export function throughWebsockify(bridge: Websockify): Path {
  return () => viewer(new WebSocket(bridge.url, ['binary'], { ...(bridge.ca === null ? {} : { ca: bridge.ca }) }));
}

/** A serial console puts 8 bytes with the stream's offset before the bytes of each message; a screen does not. */
const PREFIX_BYTES = { serial: 8, screen: 0 } as const;

export function throughRapidvm(product: Product, vmId: string, kind: 'serial' | 'screen'): Path {
  return async () => {
    const { ticket, path, protocol } = await product.api.call('vm.console', { id: vmId, kind });
    const url = new URL(path, product.url.replace(/^http/, 'ws'));
    return viewer(new WebSocket(url, [protocol, `rapidvm.ticket.${ticket}`], { ca: product.ca }), PREFIX_BYTES[kind]);
  };
}

/** As if the agent were on another machine: a controller takes nothing from a folder of loans that others can write. `runFolder`: the VM's own. */
export function notLent(runFolder: string, path: Path): Path {
  const loans = join(dirname(runFolder), 'loans');
  return async () => {
    await chmod(loans, 0o777);
    try {
      return await path();
    } finally {
      await chmod(loans, 0o711);
    }
  };
}

async function viewer(socket: WebSocket, prefixBytes = 0): Promise<Viewer> {
  await once(socket, 'open');
  socket.on('error', () => socket.terminate());
  let take: (bytes: Buffer) => void = () => undefined;
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) take(prefixBytes === 0 ? data : data.subarray(prefixBytes));
  });
  return {
    send: (bytes) => socket.send(bytes),
    onBytes: (next) => {
      take = next;
    },
    close: () => socket.terminate(),
  };
}
