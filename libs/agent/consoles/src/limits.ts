/** Limits of console connections, each with its unit and reason (law 8). */
import { SECOND_MS } from '@rapidvm/kernel';

/** Viewers of one serial console: a class of pupils; each costs one open file and one chunk. */
export const MAX_SERIAL_VIEWERS_PER_VM = 32;

/** Viewers of one screen: QEMU encodes the picture for each anew. */
export const MAX_SCREEN_VIEWERS_PER_VM = 16;

/** Milliseconds for a unix socket of QEMU to take a connection. */
export const CONNECT_DEADLINE_MS = 5 * SECOND_MS;

/** Milliseconds between looks at a serial log that nothing was heard of: for file systems that tell nothing. */
export const QUIET_LOOK_MS = SECOND_MS;
