import { MIB, SECOND_MS } from '@rapidvm/kernel';

/** Bytes of one answer: a page of 1000 VMs is about 1 MB. */
export const MAX_ANSWER_BYTES = 32 * MIB;

/** One request from start to end; every change answers with a task at once. */
export const REQUEST_TIMEOUT_MS = 60 * SECOND_MS;

/** Rows that one list command collects over its pages. */
export const MAX_LISTED_ROWS = 100_000;

/** How long a waiting command bears a server that can't be reached: a restart of the controller, with room. */
export const WAIT_OUTAGE_MS = 120 * SECOND_MS;

/** Between two looks at a task that is waited for: quick at first, then calm. */
export const POLL_FIRST_MS = 200;
export const POLL_MAX_MS = 1000;

/** Between two tries to connect a stream again. */
export const RECONNECT_FIRST_MS = 250;
export const RECONNECT_MAX_MS = 5 * SECOND_MS;

/** A stream that says nothing at all for this long is dead: its server sends a sign of life every 10 to 30 seconds. */
export const STREAM_SILENCE_MS = 75 * SECOND_MS;

/** Keystrokes waiting to be sent: past it standard input is paused. */
export const MAX_UNSENT_BYTES = 1 * MIB;

/** How long completion may wait for names from the server, so that the Tab key stays quick. */
export const COMPLETION_TIMEOUT_MS = 2 * SECOND_MS;

/** Names that completion offers. */
export const MAX_COMPLETIONS = 200;

/** Days after which the token that `login` makes expires. */
export const LOGIN_TOKEN_DAYS = 30;

/** Bytes of a password, token or certificate file. */
export const MAX_SECRET_FILE_BYTES = 1 * MIB;

/** Seconds that `vm console` stays when a pipe on standard input has ended: a guest's answer to a line needs one or two, emulated ones more. */
export const CONSOLE_LINGER_S = 5;

/** The most seconds that can be asked for instead: a day. */
export const MAX_LINGER_S = 86_400;
