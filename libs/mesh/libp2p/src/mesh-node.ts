/** The libp2p node with every setting that keeps it bounded and keeps its own liveness from tearing the mesh down. */
import { yamux } from '@libp2p/yamux';
import type { Timers } from '@rapidvm/kernel';
import type { Libp2p, Libp2pOptions } from 'libp2p';
import { createLibp2p } from 'libp2p';
import * as limits from './limits.ts';
import { meshNoise } from './mesh-noise.ts';
import { meshTcp } from './mesh-tcp.ts';

/** The one protocol: a stream for as long as its connection lives, opened by who dialled. */
export const LINK_PROTOCOL = '/rapidvm/mesh/2';

export type MeshNode = Libp2p;

type Option<K extends keyof Libp2pOptions> = NonNullable<Libp2pOptions[K]>;

/** A libp2p node that is not started yet. `listen`: multiaddrs. */
export function createMeshNode(
  privateKey: Option<'privateKey'>,
  listen: readonly string[],
  gater: Option<'connectionGater'>,
  timers: Timers,
): Promise<MeshNode> {
  return createLibp2p({
    start: false,
    privateKey,
    addresses: { listen: [...listen] },
    nodeInfo: { name: 'rapidvm' },
    transports: [meshTcp(timers)],
    connectionEncrypters: [meshNoise()],
    streamMuxers: [yamux(muxerLimits)],
    connectionGater: gater,
    connectionManager: connectionLimits,
    // Its shared ping timeout calls frozen peers alive, and on resume it aborts every healthy connection of a member that was itself paused.
    connectionMonitor: { enabled: false },
  });
}

const muxerLimits: Parameters<typeof yamux>[0] = {
  // Members say something twice a second; a ping besides is waste, and its answer is nothing that the detector hears.
  enableKeepAlive: false,
  maxInboundStreams: limits.MAX_STREAMS_PER_CONNECTION,
  maxOutboundStreams: limits.MAX_STREAMS_PER_CONNECTION,
  streamOptions: {
    maxReadBufferLength: limits.MAX_STREAM_BUFFER_BYTES,
    maxWriteBufferLength: limits.MAX_STREAM_BUFFER_BYTES,
  },
};

const connectionLimits: Option<'connectionManager'> = {
  maxConnections: limits.MAX_CONNECTIONS,
  maxParallelDials: limits.MAX_PARALLEL_DIALS,
  maxDialQueueLength: limits.MAX_QUEUED_DIALS,
  dialTimeout: limits.DIAL_TIMEOUT_MS,
  addressDialTimeout: limits.DIAL_TIMEOUT_MS,
  inboundUpgradeTimeout: limits.INBOUND_UPGRADE_MS,
  inboundConnectionThreshold: limits.INBOUND_PER_ADDRESS_PER_SECOND,
  maxIncomingPendingConnections: limits.MAX_PENDING_INBOUND,
  // Only for peers tagged as kept alive, of which there are none: our own redialling never gives up, this one would after five tries.
  reconnectRetries: 0,
};
