import { KIB, MIB, SECOND_MS } from '@rapidvm/kernel';

/** Between two publications of the same facts. Gossip forgets and never replays, so saying it again is the anti-entropy. */
export const REPUBLISH_MS = 3 * SECOND_MS;

/** Between two publications of changed facts: many changes at once go as one message. */
export const PUBLISH_GAP_MS = 200;

/** A member not heard for this long is not seen: three lost publications. */
export const NOT_SEEN_MS = 10 * SECOND_MS;

/** A connection to a member that nobody heard for this long is given up and dialled anew; TCP itself would wait for a quarter of an hour. */
export const SILENT_LINK_MS = 20 * SECOND_MS;

/** Between two looks at who is missing. Redialling never gives up. */
export const REDIAL_MS = 1 * SECOND_MS;

/** How much each wait varies, so that members that started together do not dial and publish together for ever. */
export const JITTER = 0.25;

/** How long the member that dials second waits for the other's dial before it tries itself. */
export const SECOND_DIALER_WAIT_MS = 3 * SECOND_MS;

/** One dial, from name to multiplexed connection. */
export const DIAL_TIMEOUT_MS = 3 * SECOND_MS;

/** Dials under way at once: each costs a handshake of about 6 ms processor time. */
export const MAX_PARALLEL_DIALS = 8;

/** Dials waiting in libp2p; ours hands over no more than MAX_PARALLEL_DIALS at once. */
export const MAX_QUEUED_DIALS = 64;

/** Connections at once, each about 166 KiB. Neighbours are at most 24; the rest is room for a controller and for reconnects. */
export const MAX_CONNECTIONS = 256;

/** New connections a second from one address: a whole lab may sit behind one, and after a power cut all come at once. */
export const INBOUND_PER_ADDRESS_PER_SECOND = 200;

/** Inbound connections in their handshake. */
export const MAX_PENDING_INBOUND = 64;

/** An inbound handshake that takes longer is cut off. */
export const INBOUND_UPGRADE_MS = 5 * SECOND_MS;

/** One remote procedure frame of gossipsub: many messages and control entries in one. libp2p's own limit is 4 MiB. */
export const MAX_GOSSIP_FRAME_BYTES = 512 * KIB;

/** What may wait for a subscriber that does not read, and for any stream. Past it the stream is reset, and gossip goes round it. */
export const MAX_STREAM_BUFFER_BYTES = 1 * MIB;

/** Streams of one connection each way: gossip has one, identify one. */
export const MAX_STREAMS_PER_CONNECTION = 16;

/** An identify answer: a key, a few addresses and protocol names. */
export const MAX_IDENTIFY_BYTES = 4 * KIB;
