/** Limits of the QEMU side: each with its unit and why (law 8). */

/** Characters in one QMP line. The largest answer we ask for is below 64 Ki; a line past 1 Mi is not QMP. */
export const QMP_MAX_LINE_CHARS = 1024 * 1024;

/** Bytes in the path of a unix socket: `sun_path` holds 108 with its final zero. */
export const UNIX_SOCKET_PATH_BYTES = 107;

/** Characters of QEMU's own words kept in an error: enough for its last lines, small enough for a task row. */
export const QEMU_OUTPUT_CHARS = 4096;
