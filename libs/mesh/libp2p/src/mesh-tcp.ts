/** libp2p's TCP with two things changed: it gives up soon where nobody answers, and what is written at once leaves as one packet. */
import { tcp } from '@libp2p/tcp';
import type { Timers } from '@rapidvm/kernel';
import { RapidError } from '@rapidvm/kernel';
import { HandshakeTurns } from './handshake-turns.ts';
import { CONNECT_GRACE_MS, CONNECT_TIMEOUT_MS, HANDSHAKE_TIMEOUT_MS } from './limits.ts';

type TcpFactory = ReturnType<typeof tcp>;
type Transport = ReturnType<TcpFactory>;
type Upgrader = Parameters<Transport['createListener']>[0]['upgrader'];
type UpgradeOptions = Parameters<Upgrader['upgradeInbound']>[1];
type RawConnection = Parameters<Upgrader['upgradeInbound']>[0];
type Upgrade = Upgrader['upgradeOutbound'];

/** For libp2p's `transports`. */
export function meshTcp(timers: Timers): TcpFactory {
  // libp2p closes a socket that was idle for two minutes: after a pause of this process that is every healthy one, at once.
  const options = { inboundSocketInactivityTimeout: 0, outboundSocketInactivityTimeout: 0 };
  return (components) => withMeshManners(tcp(options)(components), timers);
}

function withMeshManners(transport: Transport, timers: Timers): Transport {
  const dial = transport.dial.bind(transport);
  const createListener = transport.createListener.bind(transport);
  const turns = new HandshakeTurns(timers);
  transport.dial = async (address, options) => {
    const silence = new AbortController();
    const giveUp = (): void => silence.abort(nobodyAnswers(address.toString()));
    // A member that was itself held up finds the answer waiting, and reads it before it gives up.
    let timer = timers.after(CONNECT_TIMEOUT_MS, () => (timer = timers.after(CONNECT_GRACE_MS, giveUp)));
    const upgrade: Upgrade = (connection, given) => {
      timer.cancel();
      return turns.take(() => {
        const signal = AbortSignal.any([options.signal, AbortSignal.timeout(HANDSHAKE_TIMEOUT_MS)]);
        return options.upgrader.upgradeOutbound(connection, { ...given, signal });
      });
    };
    try {
      const signal = AbortSignal.any([options.signal, silence.signal]);
      return await dial(address, { ...options, signal, upgrader: joiningWrites(options.upgrader, upgrade) });
    } finally {
      timer.cancel();
    }
  };
  transport.createListener = (options) => createListener({ ...options, upgrader: joiningWrites(options.upgrader) });
  return transport;
}

/** `upgrader`, given connections that write what is sent at once in one piece. `upgradeOutbound`: instead of its own. */
function joiningWrites(
  upgrader: Upgrader,
  upgradeOutbound: Upgrade = (connection, given) => upgrader.upgradeOutbound(connection, given),
): Upgrader {
  return {
    upgradeInbound: (connection: RawConnection, given: UpgradeOptions) => upgrader.upgradeInbound(joined(connection), given),
    upgradeOutbound: (connection: RawConnection, given: UpgradeOptions) => upgradeOutbound(joined(connection), given),
    createInboundAbortSignal: (signal) => upgrader.createInboundAbortSignal(signal),
    getStreamMuxers: () => upgrader.getStreamMuxers(),
    getConnectionEncrypters: () => upgrader.getConnectionEncrypters(),
  };
}

interface Writer {
  sendData(chunks: Iterable<Uint8Array>): unknown;
}

interface Chunks extends Iterable<Uint8Array> {
  /** All of them in one piece. */
  subarray(): Uint8Array;
}

/** Noise gives length and text of each frame apart; written apart, each is a system call and, without Nagle's delay, a packet of its own. */
function joined(connection: RawConnection): RawConnection {
  if (!isWriter(connection)) return connection;
  const write = connection.sendData.bind(connection);
  return Object.assign(connection, { sendData: (chunks: Chunks) => write([chunks.subarray()]) });
}

function isWriter(connection: object): connection is RawConnection & Writer {
  return 'sendData' in connection && typeof connection.sendData === 'function';
}

function nobodyAnswers(address: string): RapidError {
  const details = { what: address, cause: `nobody answered in ${CONNECT_TIMEOUT_MS} ms` };
  return new RapidError(
    'unavailable',
    'A mesh member does not answer',
    details,
    'None: it is dialled again while it is a member',
  );
}
