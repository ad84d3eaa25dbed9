import { MAX_FRAME_BYTES } from '@rapidvm/console';
import { KIB, MIB, MINUTE_MS, SECOND_MS } from '@rapidvm/kernel';

/** Limits of talking to agents, each with its unit and reason (law 8). */

/** Milliseconds to get a connection when there is none: past it, the host is unreachable for this command. */
export const CONNECT_MS = 5 * SECOND_MS;

/** Milliseconds for a command's answer. Beyond the longest an agent takes for it on a Pi with a slow card. */
export const COMMAND_MS = {
  provision: 2 * MINUTE_MS,
  /** Looks at disks that are there; a datastore that hangs is given up by the agent before. */
  adopt: MINUTE_MS,
  release: MINUTE_MS,
  /** QEMU under emulation on a busy machine. */
  start: 2 * MINUTE_MS,
  /** On top of the guest's grace time. */
  stop: 30 * SECOND_MS,
  kill: 30 * SECOND_MS,
  remove: 2 * MINUTE_MS,
  /** Reads the whole file for its checksum: 100 GiB at 60 MiB/s. */
  inspect: 30 * MINUTE_MS,
  members: 10 * SECOND_MS,
  /** A living agent says at once who it is; whoever waits for this is a host that wants to come in. */
  introduce: 2 * SECOND_MS,
  /** Until a console has opened. */
  console: 10 * SECOND_MS,
} as const;

/** Milliseconds without a word on a watch stream after which it is given up: agents give a sign of life every 5 s. */
export const SILENCE_MS = 16 * SECOND_MS;

/** Milliseconds between tries to watch a host: doubled with each failure, at random in the upper half, so that hosts do not come in step. */
export const RETRY_FIRST_MS = 200;
export const RETRY_LONGEST_MS = 10 * SECOND_MS;

/** Milliseconds between tries to connect at most: a host that is back is used again soon, and a thousand lost ones cost little. */
export const RECONNECT_LONGEST_MS = 2 * SECOND_MS;

/** Bytes of one message from an agent: a listing of 1024 VMs is about 1 MiB. */
export const MAX_MESSAGE_BYTES = 8 * MIB;

/** Consoles open at once through one controller. Each keeps at most one window. */
export const MAX_CONSOLES = 512;

/** Bytes that TLS decrypts at once. */
export const RECORD_BYTES = 16 * KIB;

/**
 * Bytes that may be unread behind a console's frame that is on its way to the viewer: nearly a frame when reading is stopped, and then what one
 * read of a socket (64 KiB) and a record begun before it are decrypted to.
 */
export const MAX_UNREAD_BYTES = MAX_FRAME_BYTES + 64 * KIB + RECORD_BYTES;

/** Bytes of the buffer of one console: wherever that frame stands, what is unread has room before or behind it and is not copied to a new one. */
export const CONSOLE_WINDOW_BYTES = 2 * MAX_UNREAD_BYTES + MAX_FRAME_BYTES + RECORD_BYTES;

/** Milliseconds between pings that find a dead agent behind a live-looking connection, and until it is given up. */
export const KEEPALIVE_MS = 15 * SECOND_MS;
export const KEEPALIVE_TIMEOUT_MS = 10 * SECOND_MS;
