/** How the simulated kernel and network behave, with the reason for each figure. */

/** Milliseconds until a dial is given up to which no kernel answers. This and the next four are as in libs/mesh/libp2p. */
export const CONNECT_TIMEOUT_MS = 900;

/** Milliseconds until a dial is given up to which a kernel answers, but no program. */
export const DIAL_TIMEOUT_MS = 6000;

/** Connections with one peer; one more, and the oldest is closed. */
export const MAX_LINKS_PER_PEER = 2;

/** Milliseconds that the second connection of a pair is kept. */
export const SURPLUS_LINK_MS = 3000;

/** Milliseconds of work of both sides until a connection is authenticated: about what Noise and yamux cost on a Pi. */
export const HANDSHAKE_MS = 10;

/** Round trips of a dial: TCP, Noise, stream. Each may lose packets. */
export const DIAL_ROUND_TRIPS = 3;

/** First retransmission of TCP on Linux, milliseconds; each further one waits twice as long. */
export const FIRST_RETRANSMIT_MS = 200;

/** Longest wait between two retransmissions on Linux, milliseconds. */
export const MAX_RETRANSMIT_MS = 120_000;

/** First retransmission of a SYN on Linux, milliseconds. */
export const SYN_RETRANSMIT_MS = 1000;

/** Bytes that one direction of a connection holds for a reader that does not read: what the shell holds, and the kernel's buffers. */
export const BUFFER_BYTES = 256 * 1024;

/** Things that may happen at one moment of virtual time before it counts as a machine that spins. */
export const MAX_AT_ONE_MOMENT = 200_000;
