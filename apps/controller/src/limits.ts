import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@rapidvm/kernel';

export const CONTROLLER_LIMITS = {
  /** How long the start waits for an external database: as long as a machine takes to boot one beside us. */
  databaseWaitMs: 2 * MINUTE_MS,
  databaseRetryMs: 2 * SECOND_MS,
  /** A database that has not answered a trivial query by then is as good as away. */
  readyTimeoutMs: 3 * SECOND_MS,
  /** How often the gRPC health service learns whether requests can be served. */
  healthMs: 5 * SECOND_MS,
  /** How often the certificates are looked at: the one for people names the addresses of this machine, which may change. */
  certificateMs: MINUTE_MS,
  /** Addresses of this machine in its certificate and in join tokens: a router has a few networks, container bridges come on top. */
  addresses: 6,
  /** A stop that takes longer ends the process: everything that matters is in PostgreSQL by then. */
  stopMs: 20 * SECOND_MS,
  pruneMs: HOUR_MS,
} as const;
