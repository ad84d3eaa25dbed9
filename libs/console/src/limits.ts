/** Limits of consoles, each with its unit and reason (law 8). */
import { KIB, MIB, SECOND_MS } from '@rapidvm/kernel';

/** Bytes of a serial console that can be scrolled back to: some 50,000 lines. */
export const SERIAL_HISTORY_BYTES = 4 * MIB;

/** Bytes of one chunk to a viewer: one is in flight at a time, so this is also what a viewer that stalls costs. */
export const SERIAL_CHUNK_BYTES = 64 * KIB;

/** Milliseconds for which a console ticket can be redeemed: from the answer to the socket that opens with it. */
export const TICKET_LIFE_MS = 30 * SECOND_MS;

/** Tickets that wait to be redeemed; more than this in one ticket life is not people. */
export const MAX_TICKETS = 1024;

/** Bytes of randomness in a ticket. */
export const TICKET_SECRET_BYTES = 32;
