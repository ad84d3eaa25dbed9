/** A real PostgreSQL for one test file: started in a temporary directory, removed with everything in it. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedPostgres } from '@rapidvm/controller-postgres';
import { startEmbeddedPostgres } from '@rapidvm/controller-postgres';
import type { Logger } from '@rapidvm/kernel';
import { systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import { recordingLogger } from '@rapidvm/testing';

export interface TestPostgres {
  readonly server: EmbeddedPostgres;
  /** Pass to `createDatabase` as its `connection`. */
  readonly connection: EmbeddedPostgres['connection'];
  /** What `startEmbeddedPostgres` was given, to start it again after a stop. */
  readonly directory: string;
  /** Stops the server and removes its directory. */
  close(): Promise<void>;
}

/** Starts a server. `close` it in `afterAll`. Takes about a second. */
export async function startPostgres(logger: Logger = recordingLogger()): Promise<TestPostgres> {
  const directory = await mkdtemp(join(tmpdir(), 'rapidvm-test-db-'));
  await chmod(directory, 0o755);
  const server = await startEmbeddedPostgres({
    directory: join(directory, 'db'),
    clock: systemClock,
    timers: systemTimers,
    rng: systemRng,
    logger,
  });
  const close = async (): Promise<void> => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
  return { server, connection: server.connection, directory, close };
}

/** Runs `work` with a server that is there only for it. */
export async function withPostgres<T>(work: (postgres: TestPostgres) => Promise<T>): Promise<T> {
  const postgres = await startPostgres();
  try {
    return await work(postgres);
  } finally {
    await postgres.close();
  }
}
