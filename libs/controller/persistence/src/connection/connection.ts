import type { ClientConfig } from 'pg';
import { CONNECT_TIMEOUT_MS, QUERY_TIMEOUT_MS, STATEMENT_TIMEOUT_MS } from '../limits.ts';

/** Where the database is: our embedded server's socket, or a URL with all that the user's server needs (`sslmode`, `sslrootcert`, …). */
export type Connection =
  | { readonly socketDirectory: string; readonly user: string; readonly password: string; readonly database: string }
  | { readonly url: string };

/** The driver's settings for every connection, pooled or listening. */
export function clientConfig(connection: Connection): ClientConfig {
  const place: ClientConfig =
    'url' in connection
      ? { connectionString: connection.url }
      : {
          host: connection.socketDirectory,
          user: connection.user,
          password: connection.password,
          database: connection.database,
        };
  return {
    ...place,
    application_name: 'rapidvm-controller',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    // A peer that vanished is noticed although nobody sends anything.
    keepAlive: true,
  };
}
