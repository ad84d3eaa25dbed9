/** Limits of running tasks, each with its unit and reason. */

/** How a controller's claim on a task is kept. */
export interface LeaseTiming {
  /** A controller that is silent this long has lost its tasks to whoever asks next. */
  readonly leaseMs: number;
  /** Between two signs of life, and between two looks for tasks nobody runs. */
  readonly heartbeatMs: number;
}

/** A crash is picked up within seconds, and three late heartbeats in a row (a busy Pi, PostgreSQL starting again) cost nothing. */
export const LEASE_TIMING: LeaseTiming = { leaseMs: 6_000, heartbeatMs: 1_500 };
/** Tasks one controller runs at once; the others wait in the database. Each keeps one step's memory and at times one connection. */
export const MAX_RUNNING_TASKS = 32;
/** Tries of a step that is refused with `unavailable`: the database or a part starts again within seconds. Other refusals fail it at once. */
export const STEP_TRIES = 5;
/** Tries of an undo, whatever it fails with: leaving something behind is worse than waiting. */
export const UNDO_TRIES = 8;
/** Tries of noting what was done; then the task is left, and found again once the database is back. */
export const NOTE_TRIES = 8;
/** First and longest pause between tries; it doubles, and is random in its upper half so that many do not try at once. */
export const RETRY_FIRST_MS = 200;
export const RETRY_LONGEST_MS = 5_000;
/** Between two messages of one step that are shown; the ones between are dropped, people read the last. */
export const REPORT_INTERVAL_MS = 250;
/** A message is one line for people. */
export const MAX_MESSAGE_CHARACTERS = 500;
/** A stopping controller waits this long for steps under way; what is not done then is run again by whoever is next. */
export const STOP_GRACE_MS = 5_000;
