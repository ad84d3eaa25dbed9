export const TERMINAL_LIMITS = {
  /** Lines kept above the screen; the agent's ring holds the rest and a reload brings it back. */
  scrollbackLines: 10_000,
  /** Bytes waiting to be drawn at which the socket is let go: 2 MiB is about a second of xterm's work. A browser's WebSocket can not be paused, but this console can come back at its offset. */
  maxUndrawnBytes: 2 * 1024 * 1024,
} as const;
