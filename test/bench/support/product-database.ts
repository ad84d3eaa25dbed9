/** A second door to a running product's embedded database, beside the controller. */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Connection } from '@rapidvm/controller-persistence';
import { dataLayout } from '../../../scripts/launcher/data-layout.ts';
import { Client } from 'pg';
import type { Product } from '../../e2e/harness/index.ts';

/** Lines of PostgreSQL's postmaster.pid: pid, data directory, start, port, socket directory, … */
const SOCKET_DIRECTORY_LINE = 4;

export type SocketConnection = Extract<Connection, { readonly socketDirectory: string }>;

export async function databaseOf(product: Product): Promise<SocketConnection> {
  const root = dataLayout(product.dataDir).controllerData;
  const files = await readdir(root, { recursive: true });
  const pidFile = files.find((file) => file.endsWith('postmaster.pid'));
  if (pidFile === undefined) throw new Error('the product has no embedded database');
  const lines = (await readFile(join(root, pidFile), 'utf8')).split('\n');
  const password = (await readFile(join(root, dirname(dirname(pidFile)), 'password'), 'utf8')).trim();
  return { socketDirectory: lines[SOCKET_DIRECTORY_LINE] ?? '', user: 'rapidvm', password, database: 'rapidvm' };
}

export async function connectTo({ socketDirectory: host, ...rest }: SocketConnection): Promise<Client> {
  const client = new Client({ host, ...rest });
  await client.connect();
  return client;
}

/** For example `PostgreSQL 18.4`. */
export async function serverVersion(client: Client): Promise<string> {
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
  return `PostgreSQL ${rows[0]?.server_version ?? ''}`;
}
