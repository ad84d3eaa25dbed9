/** Limits of the embedded server's life, each with its unit and reason. */

/** A unix socket's whole path must fit `sockaddr_un.sun_path` (108 bytes with its ending NUL). */
export const MAX_SOCKET_PATH_BYTES = 107;
/** Recovery after a crash replays at most `max_wal_size` of log; a Pi's SD card reads that in well under this. */
export const READY_DEADLINE_MS = 120_000;
/** One look whether the server accepts connections. */
export const PROBE_TIMEOUT_MS = 2_000;
/** Between two looks while it starts: a warm start takes 25 ms. */
export const PROBE_INTERVAL_MS = 20;
/** First pause before a server that died is started again; doubles up to the longest. */
export const RESTART_FIRST_MS = 100;
/** Longest pause: people wait for the database, and a start costs little. */
export const RESTART_LONGEST_MS = 5_000;
/** A server that stayed up this long starts again with the first pause. */
export const RESTART_FORGIVEN_AFTER_MS = 60_000;
/** Fast shutdown writes a checkpoint of at most `shared_buffers`; after this the server is told to abort (it recovers at its next start). */
export const STOP_DEADLINE_MS = 30_000;
/** Aborting writes nothing; after this the server is killed. */
export const ABORT_DEADLINE_MS = 5_000;
/** initdb takes under a second on a PC and a few on a Pi's SD card. */
export const INITDB_DEADLINE_MS = 120_000;
/** Output kept of a command or a server that failed, for the error's text. */
export const MAX_KEPT_OUTPUT_BYTES = 4_096;
/** A longer log line is cut: statements can be as long as a request body. */
export const MAX_LOG_LINE_BYTES = 8_192;
/** 256 bits, as a session's secret. */
export const PASSWORD_BYTES = 32;
