/** Limits of the agent's network side, each with its unit and reason (law 8). */
import { KIB, SECOND_MS } from '@rapidvm/kernel';

/** Bytes in one request. The largest is a member table of 1,000 hosts, about 300 KiB. */
export const MAX_REQUEST_BYTES = 512 * KIB;

/** Calls at once on one connection: a controller's commands for every VM there may be. */
export const MAX_CALLS_PER_CONNECTION = 512;

/** Connections at once: a controller's calls, its consoles, and as much again for one that is just being replaced. */
export const MAX_CONNECTIONS = 600;

/**
 * Connections at once from one address whose callers have not shown a controller's certificate yet: half of all. A controller that comes back opens
 * up to 256 consoles at one moment; nobody else needs any.
 */
export const MAX_STRANGERS_PER_ADDRESS = 300;

/** Consoles at once, of all VMs together; each costs about 200 KiB with TLS. */
export const MAX_CONSOLES = 256;

/** Milliseconds for a TLS handshake: a Pi under load takes less than one second. */
export const HANDSHAKE_MS = 10 * SECOND_MS;

/** Milliseconds from a console connection's handshake until it has said which console it wants. */
export const OPEN_REQUEST_MS = 5 * SECOND_MS;

/** Milliseconds for a peer to take the last words of a console, before it is cut off. */
export const LAST_WORDS_MS = 2 * SECOND_MS;

/** MB (10^6 bytes) of unsent data and headers that one connection may hold before it gets no new calls. */
export const MAX_SESSION_MEMORY_MB = 64;

/** Members in one table, as the mesh has it. */
export const MAX_MEMBERS = 1024;

/** Characters of a refused value that are told back. */
export const MAX_TOLD_VALUE_CHARS = 80;

/** Milliseconds for calls under way to end when the server stops. */
export const SERVER_CLOSE_MS = 2 * SECOND_MS;

/** Milliseconds in which refused callers cost one line of the log, however many they are. */
export const REFUSALS_TOLD_MS = 60 * SECOND_MS;

/** Milliseconds between pings that find a dead peer, and until one is given up. */
export const KEEPALIVE_MS = 15 * SECOND_MS;
export const KEEPALIVE_TIMEOUT_MS = 10 * SECOND_MS;
