/** The same suite on the embedded server's socket and on a user's own server by URL, over TLS with a password. */
import type { Database } from '@rapidvm/controller-app';
import type { Connection, OpenDatabase } from '@rapidvm/controller-persistence';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, startPostgres } from '../harness/index.ts';
import { startTcpPostgres } from '../harness/tcp-postgres.ts';
import { eventsSuite } from './events-suite.ts';
import { rowsSuite } from './rows-suite.ts';
import { transactionsSuite } from './transactions-suite.ts';

interface Server {
  readonly connection: Connection;
  close(): Promise<void>;
}

const SERVERS: Readonly<Record<string, () => Promise<Server>>> = {
  embedded: startPostgres,
  external: async () => {
    const { url, close } = await startTcpPostgres();
    return { connection: { url }, close };
  },
};

describe.each(Object.entries(SERVERS))('%s PostgreSQL', (_name, start) => {
  let server: Server;
  let controllers: readonly OpenDatabase[] = [];
  const database = (index: number) => (): Database => {
    const found = controllers[index];
    if (found === undefined) throw new Error('not open');
    return found.database;
  };
  beforeAll(async () => {
    server = await start();
    // Two controllers that start at the same moment: one migrates, the other waits.
    controllers = await Promise.all([openDatabase(server.connection), openDatabase(server.connection)]);
  });
  afterAll(async () => {
    for (const controller of controllers) await controller.close();
    await server.close();
  });

  describe('stores', () => rowsSuite(database(0)));
  describe('events', () => eventsSuite(database(0), database(1)));
  describe('transactions', () => transactionsSuite(database(0)));

  it('is opened again without another migration', async () => {
    const again = await openDatabase(server.connection);
    expect(await again.database.read.settings.get('name')).toBe('b');
    await again.close();
  });
});
