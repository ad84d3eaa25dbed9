/** Limits of the controller's memory, each with its unit and reason. */
import { DAY_MS } from '@rapidvm/kernel';

/** Connections of one controller's pool; two controllers and a person fit the embedded server's 40. */
export const POOL_CONNECTIONS = 12;
/** Waiting for a free or new connection; after this the caller hears `unavailable` instead of hanging. */
export const CONNECT_TIMEOUT_MS = 5_000;
/** The server ends a statement that takes longer: none of ours takes a second. */
export const STATEMENT_TIMEOUT_MS = 30_000;
/** We give up on a server that answers nothing at all; longer than the server's own limit, which has the better error. */
export const QUERY_TIMEOUT_MS = 35_000;
/** While statements are under way the server is asked for a sign of life this often: most are over before the first time. */
export const PULSE_EVERY_MS = 1_000;
/** A server that owes it for longer answers nothing. With the pause before, a request hears `unavailable` after 4 s at most. */
export const PULSE_TIMEOUT_MS = 3_000;
/** Tries of a transaction that lost a deadlock or a serialisation race. */
export const TRANSACTION_TRIES = 5;
/** Pause before another try: random up to this, times the number of tries, so that the same two do not meet again. */
export const RETRY_PAUSE_MS = 10;
/** Events of one transaction: a lost host may tell one for each of its VMs. */
export const MAX_EVENTS_PER_TRANSACTION = 10_000;
/** First and longest pause before listening for events is tried again. */
export const LISTEN_RETRY_FIRST_MS = 100;
export const LISTEN_RETRY_LONGEST_MS = 5_000;
/** A controller waits this long for another one that is migrating, then refuses with `unavailable`; its start tries again. */
export const MIGRATION_LOCK_TIMEOUT_MS = 30_000;

export interface RetentionRule {
  readonly table: 'event' | 'audit' | 'idempotency_key' | 'task';
  readonly olderThanMs: number;
  readonly reason: string;
}

export const RETENTION: readonly RetentionRule[] = [
  { table: 'event', olderThanMs: 30 * DAY_MS, reason: 'a month of history; a busy cluster writes some 10,000 a day' },
  { table: 'task', olderThanMs: 90 * DAY_MS, reason: 'people ask who did what last quarter; only ended ones go' },
  { table: 'audit', olderThanMs: 365 * DAY_MS, reason: 'a year, as most rules for audits ask' },
  { table: 'idempotency_key', olderThanMs: DAY_MS, reason: 'a client that tries again does so within minutes' },
];
/** Rows deleted in one statement: short locks, and the log grows evenly. */
export const PRUNE_BATCH_ROWS = 1_000;
/** Batches of one table in one call; the next call goes on. */
export const PRUNE_MAX_BATCHES = 20;
