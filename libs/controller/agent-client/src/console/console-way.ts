/** The ways to an agent's consoles: over the network by mTLS, or on the same machine by the door that the agent has lent. */
import type { OnReadOpts, Socket, TcpNetConnectOpts } from 'node:net';
import { connect } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { connect as connectTls } from 'node:tls';
import { CONSOLE_PROTOCOL, CONSOLE_PROTOCOLS } from '@rapidvm/console';
import { hostDnsName } from '../agent-service.ts';
import type { HostLink } from '../host-link.ts';
import { KEEPALIVE_MS } from '../limits.ts';
import { hostAndPort } from './host-and-port.ts';

/** Connects; `ready` is called when the agent can be asked, with the protocol that it understands. */
export type ConsoleWay = (onread: OnReadOpts, ready: (protocol: string) => void) => Socket;

export function overNetwork({ host, identity }: HostLink): ConsoleWay {
  return (onread, ready) => {
    const options: ConnectionOptions & TcpNetConnectOpts = {
      ...hostAndPort(host.agentAddress),
      servername: hostDnsName(host.id),
      ca: identity.caCertificatePem,
      cert: identity.certificatePem,
      key: identity.privateKeyPem,
      minVersion: 'TLSv1.3',
      ALPNProtocols: [...CONSOLE_PROTOCOLS],
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: KEEPALIVE_MS,
      onread,
    };
    const socket = connectTls(options);
    return socket.once('secureConnect', () => ready(socket.alpnProtocol || ''));
  };
}

/** `path`: of the door, as lent. */
export function throughDoor(path: string): ConsoleWay {
  return (onread, ready) => connect({ path, onread }).once('connect', () => ready(CONSOLE_PROTOCOL));
}
