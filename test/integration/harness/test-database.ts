import type { Database } from '@rapidvm/controller-app';
import type { Connection, OpenDatabase } from '@rapidvm/controller-persistence';
import { createDatabase } from '@rapidvm/controller-persistence';
import { systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import { recordingLogger } from '@rapidvm/testing';
import type { TestPostgres } from './with-postgres.ts';
import { startPostgres, withPostgres } from './with-postgres.ts';

/** Opens the controller's database on a server that runs, schema and all. */
export function openDatabase(connection: Connection): Promise<OpenDatabase> {
  return createDatabase({ connection, clock: systemClock, timers: systemTimers, rng: systemRng, logger: recordingLogger() });
}

export interface TestDatabase extends OpenDatabase {
  readonly postgres: TestPostgres;
}

/** A server and an open database on it; `close` ends and removes both. */
export async function startDatabase(): Promise<TestDatabase> {
  const postgres = await startPostgres();
  const open = await openDatabase(postgres.connection);
  const close = async (): Promise<void> => {
    await open.close();
    await postgres.close();
  };
  return { ...open, postgres, close };
}

/** Runs `work` with an empty database that is there only for it. */
export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  return withPostgres(async (postgres) => {
    const open = await openDatabase(postgres.connection);
    try {
      return await work(open.database);
    } finally {
      await open.close();
    }
  });
}
