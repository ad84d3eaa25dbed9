import type { Database, Stores } from '@rapidvm/controller-app';
import type { Clock, Logger, Rng, Timers } from '@rapidvm/kernel';
import { DataSource } from 'typeorm';
import type { Connection } from './connection/connection.ts';
import { clientConfig } from './connection/connection.ts';
import { isRetryable, ofDriver, translate } from './connection/driver-errors.ts';
import { EventListener } from './connection/event-listener.ts';
import type { Executor } from './connection/executor.ts';
import { poolExecutor, transactionExecutor } from './connection/executor.ts';
import { PooledClient } from './connection/pooled-client.ts';
import { Pulse } from './connection/pulse.ts';
import { typeormLogger } from './connection/typeorm-logger.ts';
import { POOL_CONNECTIONS, RETRY_PAUSE_MS, TRANSACTION_TRIES } from './limits.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { prune } from './prune.ts';
import { ENTITIES } from './rows/index.ts';
import { readStores, transactionStores } from './stores/index.ts';

export interface DatabaseOptions {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly rng: Rng;
  readonly logger: Logger;
}

export interface OpenDatabase {
  readonly database: Database;
  /** Deletes events, audit entries, answers and ended tasks past their time (see `RETENTION`), a bounded number of rows a call. */
  prune(): Promise<Readonly<Record<string, number>>>;
  /** Closes every connection. */
  close(): Promise<void>;
}

/** The TypeORM data source behind a database; not connected yet. */
export function dataSource(connection: Connection, logger: Logger): DataSource {
  return new DataSource({
    type: 'postgres',
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migration',
    synchronize: false,
    logger: typeormLogger(logger),
    installExtensions: false,
    poolSize: POOL_CONNECTIONS,
    poolErrorHandler: (error: unknown) => logger.warn('a database connection was lost', { cause: String(error) }),
    extra: { ...clientConfig(connection), Client: PooledClient },
  });
}

/** Connects, brings the schema to the newest version and listens for events. Refuses `unavailable` when there is no server. */
export async function createDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const logger = options.logger.child({ part: 'database' });
  const source = dataSource(options.connection, logger);
  try {
    await source.initialize();
  } catch (error) {
    throw translate(error);
  }
  await migrate(source);
  const listener = new EventListener(options.connection, options.timers, logger);
  await listener.open();
  const pulse = new Pulse(() => listener.ask(), options.timers, logger);
  const pool = poolExecutor(source, pulse);
  return {
    database: new PostgresDatabase(source, pool, pulse, listener, options),
    prune: () => prune(pool, options.clock, logger),
    async close() {
      await listener.close();
      await source.destroy();
    },
  };
}

function pause(timers: Timers, ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  timers.after(ms, resolve);
  return promise;
}

class PostgresDatabase implements Database {
  readonly read: Stores;
  readonly #source: DataSource;
  readonly #pulse: Pulse;
  readonly #listener: EventListener;
  readonly #options: DatabaseOptions;

  constructor(source: DataSource, pool: Executor, pulse: Pulse, listener: EventListener, options: DatabaseOptions) {
    this.read = readStores(pool);
    this.#source = source;
    this.#pulse = pulse;
    this.#listener = listener;
    this.#options = options;
  }

  async transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      const attempt = new AbortController();
      try {
        return await this.#pulse.unlessSilent(() => this.#once(work, attempt.signal));
      } catch (error) {
        attempt.abort(error);
        if (!isRetryable(error) || tried === TRANSACTION_TRIES) throw ofDriver(error) ? translate(error) : error;
        await pause(this.#options.timers, this.#options.rng.fraction() * RETRY_PAUSE_MS * tried);
      }
    }
  }

  onEvents(listener: () => void): () => void {
    return this.#listener.add(listener);
  }

  /** `abandoned`: nobody waits for it any more; it must come to nothing. */
  async #once<T>(work: (stores: Stores) => Promise<T>, abandoned: AbortSignal): Promise<T> {
    const runner = this.#source.createQueryRunner();
    try {
      await runner.startTransaction('READ COMMITTED');
      const stores = transactionStores(transactionExecutor(runner.manager, runner, abandoned));
      const result = await work(stores);
      await stores.events.flush();
      abandoned.throwIfAborted();
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await this.#rollback(() => runner.rollbackTransaction());
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** The work's own error is the one to tell; a rollback fails only when the connection is gone, and the server has rolled back then. */
  async #rollback(rollback: () => Promise<void>): Promise<void> {
    try {
      await rollback();
    } catch (error) {
      this.#options.logger.debug('a transaction was rolled back by the loss of its connection', { cause: String(error) });
    }
  }
}
