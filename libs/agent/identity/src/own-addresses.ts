/** Where this host can be reached, found out from the machine itself: by which of its addresses it reaches its controller. */
import { once } from 'node:events';
import { connect, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { HostAddresses } from './enrolment.ts';
import { MAX_MESH_ADDRESSES, ROUTE_DEADLINE_MS } from './limits.ts';

export interface Reachable {
  /** Host name or address that was configured; absent: found out. */
  readonly advertise?: string | undefined;
  readonly agentPort: number;
  readonly meshPort: number;
}

/** Looks again only when an address of the machine has come, gone or moved. */
export class OwnAddresses {
  readonly #reachable: Reachable;
  #looked: string | null = null;
  #found: HostAddresses | null = null;

  constructor(reachable: Reachable) {
    this.#reachable = reachable;
  }

  /** Addresses as they are now, for a controller at one of `urls`; while none answers, as they were, or the first there is. */
  async towards(urls: readonly string[]): Promise<HostAddresses> {
    const { advertise } = this.#reachable;
    if (advertise !== undefined) return this.#at([advertise]);
    const machine = machineAddresses();
    const look = JSON.stringify(machine);
    if (this.#found !== null && look === this.#looked) return this.#found;
    const towards = await addressTowards(urls);
    if (towards === null) return this.#at([machine[0] ?? LOOPBACK]);
    this.#looked = look;
    // A controller on this very machine is reached over loopback, where no other host gets through.
    this.#found = isLoopback(towards) ? this.#at([towards, ...machine]) : this.#at([towards]);
    return this.#found;
  }

  /** The controller dials the first; members of the mesh try each. */
  #at(hosts: readonly string[]): HostAddresses {
    const { agentPort, meshPort } = this.#reachable;
    const [first = LOOPBACK] = hosts;
    return {
      agentAddress: `${isIP(first) === 6 ? `[${first}]` : first}:${agentPort}`,
      meshAddresses: hosts.slice(0, MAX_MESH_ADDRESSES).map((host) => multiaddrOf(host, meshPort)),
    };
  }
}

/** libp2p's text form of a TCP address. */
export function multiaddrOf(host: string, port: number): string {
  const kind = { 0: 'dns', 4: 'ip4', 6: 'ip6' }[isIP(host)] ?? 'dns';
  return `/${kind}/${host}/tcp/${port}`;
}

const LOOPBACK = '127.0.0.1';
const isLoopback = (address: string): boolean => address === '::1' || address.startsWith('127.');
const isLinkLocal = (address: string): boolean => address.startsWith('fe80:') || address.startsWith('169.254.');

/** Addresses of this machine that others may reach, in the kernel's order. */
function machineAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  return all.filter(({ internal, address }) => !internal && !isLinkLocal(address)).map(({ address }) => address);
}

/** Opens a connection to one of `urls` and says from which address; null when none can be reached. Nothing is sent. */
async function addressTowards(urls: readonly string[]): Promise<string | null> {
  for (const url of urls) {
    const { hostname, port } = new URL(url);
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = connect({ host, port: Number(port || 443), signal: AbortSignal.timeout(ROUTE_DEADLINE_MS) });
    try {
      await once(socket, 'connect');
      if (socket.localAddress !== undefined) return socket.localAddress.replace(/^::ffff:/, '');
    } catch {
      // Not this way; the next address of the controller may do.
      continue;
    } finally {
      socket.destroy();
    }
  }
  return null;
}
