/** Bounds the connections that one address may hold before anybody knows who is behind them. */

/** The far end of a connection, as `node:net` names it. Absent: the connection is gone. */
export interface Peer {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}

/** A connection as a server of `node:net` or `node:tls` accepts it. */
export interface IncomingConnection extends Peer {
  destroy(): unknown;
  once(event: 'close', listener: () => void): unknown;
}

/** A listening server. */
export interface ConnectionSource {
  on(event: 'connection', listener: (connection: IncomingConnection) => void): unknown;
}

/**
 * A server's bound on all connections alone would let one address, silent or busy, take every place. Who has proven who they are counts no
 * longer: many people may sit behind one address, and a controller opens all its consoles from one.
 */
export class StrangerBound {
  readonly #perAddress: number;
  readonly #counts = new Map<string, number>();
  /** Connections that are counted, by address and port, with what they are counted under. No more than the server takes. */
  readonly #strangers = new Map<string, string>();

  /** `perAddress`: strangers' connections that one IPv4 address, or one IPv6 network of 64 bits, may hold at once. */
  constructor(perAddress: number) {
    this.#perAddress = perAddress;
  }

  /** Counts the connections of `server` from now on, and ends at once those that are too many. */
  watch(server: ConnectionSource): void {
    server.on('connection', (connection) => {
      const key = keyOf(connection);
      if (key === null) return;
      const network = networkOf(connection.remoteAddress ?? '');
      const count = this.#counts.get(network) ?? 0;
      if (count >= this.#perAddress) {
        connection.destroy();
        return;
      }
      this.#counts.set(network, count + 1);
      this.#strangers.set(key, network);
      connection.once('close', () => this.#forget(key));
    });
  }

  /** The one at the other end of this connection is known by now. */
  known(peer: Peer): void {
    const key = keyOf(peer);
    if (key !== null) this.#forget(key);
  }

  #forget(key: string): void {
    const network = this.#strangers.get(key);
    if (network === undefined) return;
    this.#strangers.delete(key);
    const left = (this.#counts.get(network) ?? 1) - 1;
    if (left === 0) this.#counts.delete(network);
    else this.#counts.set(network, left);
  }
}

function keyOf({ remoteAddress, remotePort }: Peer): string | null {
  return remoteAddress === undefined || remotePort === undefined ? null : `${remoteAddress} ${remotePort}`;
}

const GROUPS = 8;
const NETWORK_GROUPS = 4;
const MAPPED = '::ffff:';

/** What addresses are counted under: one machine may take any number of addresses in its own IPv6 network. */
export function networkOf(address: string): string {
  if (address.startsWith(MAPPED) && address.includes('.')) return address.slice(MAPPED.length);
  if (!address.includes(':')) return address;
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const between = Array.from({ length: Math.max(0, GROUPS - first.length - last.length) }, () => '0');
  return [...first, ...between, ...last].slice(0, NETWORK_GROUPS).join(':');
}
