import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@rapidvm/kernel';

export const CONTROLLER_LIMITS = {
  /** How long the start waits for an external database: as long as a machine takes to boot one beside us. */
  databaseWaitMs: 2 * MINUTE_MS,
  databaseRetryMs: 2 * SECOND_MS,
  /** A database that has not answered a trivial query by then is as good as away. */
  readyTimeoutMs: 3 * SECOND_MS,
  /** How often the gRPC health service learns whether requests can be served. */
  healthMs: 5 * SECOND_MS,
  /** How often the certificate is looked at: it is renewed months before its end. */
  certificateMs: DAY_MS,
  /** A stop that takes longer ends the process: everything that matters is in PostgreSQL by then. */
  stopMs: 20 * SECOND_MS,
  pruneMs: HOUR_MS,
} as const;
