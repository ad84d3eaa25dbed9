import { KIB, SECOND_MS } from '@rapidvm/kernel';

/** Until somebody answers a dial at all. The first packet is sent again after 1 s by Linux; a new dial does the same and tries every address. */
export const CONNECT_TIMEOUT_MS = 0.9 * SECOND_MS;

/** What a member that was held up itself has to read an answer that waits. */
export const CONNECT_GRACE_MS = 50;

/** One handshake that this member began, from its turn to its end. Long, because after a power cut all of them wait for the same processors. */
export const HANDSHAKE_TIMEOUT_MS = 5 * SECOND_MS;

/** One dial, from name to open stream; most of it is the wait for its turn to shake hands, which costs nothing and is no evidence. */
export const DIAL_TIMEOUT_MS = 20 * SECOND_MS;

/** Handshakes at once that this member began: a second one uses the processor while the first waits for its answer. */
export const HANDSHAKES_AT_ONCE = 2;

/** A handshake that takes longer is slow: on a bad network one takes a tenth of this, and a member that is frozen answers never. */
export const HANDSHAKE_TURN_MS = 1 * SECOND_MS;

/** Slow handshakes that hold up no other: frozen members are few, and where all are slow, more of them at once make all of them slower. */
export const MAX_SLOW_HANDSHAKES = 4;

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

/** An inbound handshake that takes longer, from the first packet on, is cut off: the other side may wait for its turn. */
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
