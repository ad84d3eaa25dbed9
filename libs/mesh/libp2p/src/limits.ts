import { KIB, SECOND_MS } from '@rapidvm/kernel';

/** Until somebody answers a dial at all. The first packet is sent again after 1 s by Linux; a new dial does the same and tries every address. */
export const CONNECT_TIMEOUT_MS = 0.9 * SECOND_MS;

/** One dial, from name to open stream. Long, because after a power cut everybody's handshakes wait for the same processors. */
export const DIAL_TIMEOUT_MS = 6 * SECOND_MS;

/** Dials under way at once: all neighbours of a member, so that the unreachable half of a cut mesh does not keep the other half waiting. */
export const MAX_PARALLEL_DIALS = 32;

/** Dials waiting in libp2p: addresses of one member that are tried one after the other count once. */
export const MAX_QUEUED_DIALS = 64;

/** Connections at once, each about 166 KiB. Neighbours are at most 24; the rest is room for a controller and for reconnects. */
export const MAX_CONNECTIONS = 256;

/** New connections a second from one address: a whole lab may sit behind one, and after a power cut all come at once. */
export const INBOUND_PER_ADDRESS_PER_SECOND = 200;

/** Inbound connections in their handshake. */
export const MAX_PENDING_INBOUND = 64;

/** An inbound handshake that takes longer is cut off. */
export const INBOUND_UPGRADE_MS = DIAL_TIMEOUT_MS;

/** Streams of one connection each way: it carries one, for good. */
export const MAX_STREAMS_PER_CONNECTION = 4;

/** Connections to one member: two when both dial at once; a third means that the first is dead. */
export const MAX_LINKS_PER_PEER = 2;

/** How long both connections of a pair that dialled each other at once stay, so that neither side closes the one that the other has just chosen. */
export const SURPLUS_LINK_MS = 3 * SECOND_MS;

/** Bytes of one message between members: what its two bytes of length can say. */
export const MAX_LINK_MESSAGE_BYTES = 2 ** 16 - 1;

/** What may wait for a member that does not read. Past it messages to it are dropped: all of them are said again. */
export const MAX_LINK_BUFFER_BYTES = 256 * KIB;

/** What libp2p may hold of one stream before it resets it; above MAX_LINK_BUFFER_BYTES and one message, so that dropping comes first. */
export const MAX_STREAM_BUFFER_BYTES = 512 * KIB;

/** After how many received bytes the sender's window is opened again: a quarter of the smallest window there is. */
export const WINDOW_UPDATE_BYTES = 64 * KIB;

/** Between two lines of the log about messages dropped for one member. */
export const DROP_REPORT_MS = 60 * SECOND_MS;
