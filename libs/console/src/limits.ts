/** Limits of consoles, each with its unit and reason (law 8). */
import { KIB, MIB, SECOND_MS } from '@rapidvm/kernel';

/** Bytes of a serial console that can be scrolled back to: some 50,000 lines. */
export const SERIAL_HISTORY_BYTES = 4 * MIB;

/**
 * Bytes of one frame between controller and agent, with its head; at the viewer it is one message. More than a unix socket holds by default, so
 * that one read takes all of it: what a turn of the event loop costs is shared by so many bytes.
 */
export const MAX_FRAME_BYTES = 256 * KIB;

/** Bytes of serial output in one frame: what its head and its offset leave. */
export const SERIAL_CHUNK_BYTES = MAX_FRAME_BYTES - 18;

/** Bytes of a request to open a console: six short fields. */
export const MAX_OPEN_BYTES = 512;

/** Bytes of what the viewer sends in one frame: a large paste comes in several. */
export const MAX_INPUT_BYTES = 16 * KIB;

/** Milliseconds for which a lent socket can be found: the borrower is on the same machine and has only been told of it. */
export const LOAN_MS = 5 * SECOND_MS;
