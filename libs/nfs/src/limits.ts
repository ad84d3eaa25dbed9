/** Limits of the client, each with its unit and reason. */
import { KIB, MIB, SECOND_MS } from '@rapidvm/kernel';

/** Bytes of one RPC record: the largest transfer a server offers (1 MiB) and its headers. More is no answer to us. */
export const MAX_RECORD_BYTES = MIB + 64 * KIB;

/** Fragments of one record. Servers send one or two; thousands of tiny ones are an attack on the processor. */
export const MAX_FRAGMENTS = 1024;

/** Bytes of one READ or WRITE, whatever more the server offers: large enough to fill a fast network, small enough for many in flight. */
export const MAX_TRANSFER_BYTES = 256 * KIB;

/** Calls without an answer at a time; the next wait for one to end. */
export const MAX_CALLS_IN_FLIGHT = 32;

/** Calls that may wait for their turn; past it the caller is told at once. */
export const MAX_CALLS_WAITING = 1024;

/** Transfers of one stream in flight: 8 of 256 KiB cover 2 MiB, a gigabit for 16 ms. */
export const STREAM_WINDOW = 8;

/** Bytes written and not yet committed, kept to be written again should the server have lost them. */
export const MAX_UNCOMMITTED_BYTES = 16 * MIB;

/** Milliseconds for one call from its first sending to its answer, reconnects included. */
export const CALL_TIMEOUT_MS = 30 * SECOND_MS;

/** Milliseconds for a TCP connection to stand. */
export const CONNECT_TIMEOUT_MS = 5 * SECOND_MS;

/** Milliseconds between two tries to connect again, at first and at the most. */
export const RECONNECT_MIN_MS = 100;
export const RECONNECT_MAX_MS = 5 * SECOND_MS;

/** Bytes of a file handle (RFC 1813 section 2.4). */
export const MAX_HANDLE_BYTES = 64;

/** Bytes of one name in a folder: what every Unix file system has. */
export const MAX_NAME_BYTES = 255;

/** Bytes of a path of the MOUNT protocol (RFC 1813 section 5.1.4). */
export const MAX_PATH_BYTES = 1024;

/** Entries of one READDIRPLUS answer: it is bounded in bytes too, this bounds the work. */
export const MAX_DIRECTORY_ENTRIES = 16_384;

/** Bytes asked for with one READDIRPLUS. */
export const DIRECTORY_BYTES = 64 * KIB;

/** File handles kept by path, so that not every call walks from the root. */
export const MAX_CACHED_HANDLES = 1024;

/** Supplementary groups in one credential (RFC 5531 appendix A). */
export const MAX_GROUPS = 16;

/** Exports a server may list. */
export const MAX_EXPORTS = 4096;

/** Folders within folders that a tree may have when it is removed. */
export const MAX_DEPTH = 64;
