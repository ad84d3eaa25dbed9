/** PostgreSQL: our own server or an external one, connected and on the newest schema. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Connection, OpenDatabase } from '@rapidvm/controller-persistence';
import { createDatabase } from '@rapidvm/controller-persistence';
import { startEmbeddedPostgres } from '@rapidvm/controller-postgres';
import { isRapidError, RapidError } from '@rapidvm/kernel';
import type { ControllerConfig } from './config.ts';
import { checkDatabaseUrl } from './database-url.ts';
import { CONTROLLER_LIMITS } from './limits.ts';
import type { World } from './world.ts';

/** What must be closed lands on `closing`, the database before its server. */
export async function openDatabase(config: ControllerConfig, world: World, closing: AsyncDisposableStack): Promise<OpenDatabase> {
  const connection = await findServer(config, world, closing);
  const open = await connect(connection, world);
  closing.defer(() => open.close());
  return open;
}

async function findServer(
  { database, dataDir }: ControllerConfig,
  world: World,
  closing: AsyncDisposableStack,
): Promise<Connection> {
  switch (database.kind) {
    case 'url':
      return { url: checkDatabaseUrl(database.url, 'database.url') };
    case 'external':
      return { url: checkDatabaseUrl(await readUrl(database.urlFile), 'database.urlFile') };
    case 'embedded': {
      const server = await startEmbeddedPostgres({
        directory: join(dataDir, 'postgres'),
        ...(database.binDir === undefined ? {} : { nativeDirectory: database.binDir }),
        ...(database.user === undefined ? {} : { user: database.user }),
        ...world,
      });
      closing.defer(() => server.stop());
      return server.connection;
    }
  }
}

async function readUrl(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    const details = { what: file, cause: error instanceof Error ? error.message : String(error) };
    throw new RapidError(
      'unavailable',
      'The file with the URL of the database can not be read',
      details,
      'Check its path and mode',
      error,
    );
  }
}

/** After a power cut an external server may take longer than we do. */
async function connect(connection: Connection, world: World): Promise<OpenDatabase> {
  const end = world.clock.monotonic() + CONTROLLER_LIMITS.databaseWaitMs;
  for (;;) {
    try {
      return await createDatabase({ connection, ...world });
    } catch (error) {
      if (!isRapidError(error, 'unavailable') || world.clock.monotonic() > end) throw error;
      world.logger.warn('The database can not be reached; trying again', { cause: error.details.cause });
      await pause(CONTROLLER_LIMITS.databaseRetryMs);
    }
  }
}
