/** The libp2p node with every setting that keeps it bounded and keeps its own liveness from tearing the mesh down. */
import type { GossipSub } from '@libp2p/gossipsub';
import { gossipsub, StrictSign } from '@libp2p/gossipsub';
import type { Identify } from '@libp2p/identify';
import { identify } from '@libp2p/identify';
import { noise } from '@libp2p/noise';
import { tcp } from '@libp2p/tcp';
import { yamux } from '@libp2p/yamux';
import type { Libp2p, Libp2pOptions } from 'libp2p';
import { createLibp2p } from 'libp2p';
import * as limits from './limits.ts';
import { nativeCrypto } from './native-crypto.ts';

export const FACTS_TOPIC = '/rapidvm/mesh/1/facts';

export type MeshNode = Libp2p<{ identify: Identify; gossip: GossipSub }>;

type Option<K extends keyof Libp2pOptions> = NonNullable<Libp2pOptions[K]>;

/** A libp2p node that is not started yet. `listen`: multiaddrs. */
export function createMeshNode(
  privateKey: Option<'privateKey'>,
  listen: readonly string[],
  gater: Option<'connectionGater'>,
): Promise<MeshNode> {
  return createLibp2p({
    start: false,
    privateKey,
    addresses: { listen: [...listen] },
    nodeInfo: { name: 'rapidvm' },
    transports: [tcp()],
    connectionEncrypters: [noise({ crypto: nativeCrypto })],
    streamMuxers: [yamux(muxerLimits)],
    connectionGater: gater,
    connectionManager: connectionLimits,
    // Its shared ping timeout calls frozen peers alive, and on resume it aborts every healthy connection of a member that was itself paused.
    connectionMonitor: { enabled: false },
    services: {
      identify: identify({ protocolPrefix: 'rapidvm', maxMessageSize: limits.MAX_IDENTIFY_BYTES }),
      gossip: gossipsub(gossipOptions),
    },
  });
}

const streamOptions = {
  maxReadBufferLength: limits.MAX_STREAM_BUFFER_BYTES,
  maxWriteBufferLength: limits.MAX_STREAM_BUFFER_BYTES,
};

const muxerLimits: Parameters<typeof yamux>[0] = {
  maxInboundStreams: limits.MAX_STREAMS_PER_CONNECTION,
  maxOutboundStreams: limits.MAX_STREAMS_PER_CONNECTION,
  streamOptions,
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

const gossipOptions: Parameters<typeof gossipsub>[0] = {
  // Signed, so that who said it is known however many members passed it on.
  globalSignaturePolicy: StrictSign,
  allowedTopics: [FACTS_TOPIC],
  allowPublishToZeroTopicPeers: true,
  fallbackToFloodsub: false,
  emitSelf: false,
  tagMeshPeers: false,
  maxInboundDataLength: limits.MAX_GOSSIP_FRAME_BYTES,
  // Otherwise a subscriber that does not read grows our memory by all that we publish.
  maxOutboundBufferSize: limits.MAX_STREAM_BUFFER_BYTES,
  // More than ten peers on one address are normal here, and a slow member is no attacker: all are authenticated.
  scoreParams: { IPColocationFactorWeight: 0, behaviourPenaltyWeight: 0 },
};
