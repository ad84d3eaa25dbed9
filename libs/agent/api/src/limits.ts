/** Limits of the agent's gRPC side, each with its unit and reason (law 8). */
import { KIB, MIB, SECOND_MS } from '@rapidvm/kernel';

/** Bytes in one request. The largest is a member table of 1,000 hosts, about 300 KiB. */
export const MAX_REQUEST_BYTES = 512 * KIB;

/** Calls at once on one connection: a controller's commands and streams, and 256 consoles. */
export const MAX_CALLS_PER_CONNECTION = 512;

/** Bytes that a peer may send ahead of our reading, per stream; 1 MiB is what makes a stream fill a fast network. */
export const FLOW_CONTROL_WINDOW_BYTES = MIB;

/** MB (10^6 bytes) of unsent data and headers that one connection may hold before it gets no new calls. */
export const MAX_SESSION_MEMORY_MB = 64;

/** Bytes of keystrokes in one message: a large paste comes in several. */
export const MAX_KEYS_BYTES = 64 * KIB;

/** Bytes of RFB input in one message: clipboard texts are the largest. */
export const MAX_SCREEN_INPUT_BYTES = 256 * KIB;

/** Members in one table, as the mesh has it. */
export const MAX_MEMBERS = 1024;

/** Characters of a refused value that are told back. */
export const MAX_TOLD_VALUE_CHARS = 80;

/** Milliseconds for calls under way to end when the server stops. */
export const SERVER_CLOSE_MS = 2 * SECOND_MS;

/** Milliseconds between pings that find a dead peer, and until one is given up. */
export const KEEPALIVE_MS = 15 * SECOND_MS;
export const KEEPALIVE_TIMEOUT_MS = 10 * SECOND_MS;
