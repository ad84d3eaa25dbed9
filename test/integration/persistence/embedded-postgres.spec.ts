/** The embedded server's life: made once, never owned twice, back after every kind of death. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@rapidvm/controller-postgres';
import { systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import { eventually, recordingLogger } from '@rapidvm/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestPostgres } from '../harness/index.ts';
import { startPostgres } from '../harness/index.ts';

let postgres: TestPostgres;
let directory = '';

beforeAll(async () => {
  postgres = await startPostgres();
  directory = join(postgres.directory, 'db');
});
afterAll(() => postgres.close());

function start(where = directory, socketDirectory?: string, nativeDirectory?: string) {
  const logger = recordingLogger();
  const world = { clock: systemClock, timers: systemTimers, rng: systemRng, logger };
  return startEmbeddedPostgres({
    directory: where,
    ...(socketDirectory === undefined ? {} : { socketDirectory }),
    ...(nativeDirectory === undefined ? {} : { nativeDirectory }),
    ...world,
  });
}

async function query(statement: string, connection = postgres.connection): Promise<Record<string, unknown>> {
  const { socketDirectory: host, ...account } = connection;
  const client = new Client({ host, ...account });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return rows[0] ?? {};
  } finally {
    await client.end();
  }
}

it('is a safe and small server, reached only through its socket', async () => {
  const wanted = {
    data_checksums: 'on',
    fsync: 'on',
    full_page_writes: 'on',
    listen_addresses: '',
    shared_buffers: '24MB',
    max_connections: '40',
  };
  const columns = Object.keys(wanted).map((name) => `current_setting('${name}') AS ${name}`);
  expect(await query(`SELECT ${columns.join(', ')}`)).toEqual(wanted);
});

it('runs programs that lie where its user may not go', async () => {
  const source = join(await readlink(`/proc/${postgres.server.pid()}/exe`), '..', '..', '..');
  const closed = join(postgres.directory, 'closed');
  await mkdir(closed, { mode: 0o700 });
  await cp(source, join(closed, 'package'), { recursive: true });
  const where = join(postgres.directory, 'elsewhere');
  const server = await start(where, undefined, join(closed, 'package', 'native'));
  try {
    expect(await query('SELECT 1 AS one', server.connection)).toEqual({ one: 1 });
    expect(await readlink(`/proc/${server.pid()}/exe`)).toBe(join(where, 'programs', 'native', 'bin', 'postgres'));
  } finally {
    await server.stop();
  }
});

it('lets nobody in without the password, which only its owner can read', async () => {
  await expect(query('SELECT 1', { ...postgres.connection, password: 'wrong' })).rejects.toMatchObject({ code: '28P01' });
  const file = await stat(join(directory, 'password'));
  expect(file.mode & 0o777).toBe(0o600);
  expect((await readFile(`/proc/${postgres.server.pid()}/cmdline`, 'utf8')).includes(postgres.connection.password)).toBe(false);
});

it('does not run as root', async () => {
  const status = await readFile(`/proc/${postgres.server.pid()}/status`, 'utf8');
  expect(/^Uid:\t(\d+)/m.exec(status)?.[1]).not.toBe('0');
});

it('is not started twice on one directory', async () => {
  await expect(start()).rejects.toMatchObject({ code: 'already-running' });
  expect(await query('SELECT 1 AS one')).toEqual({ one: 1 });
});

it('comes back after SIGKILL with all that was committed', async () => {
  await query('CREATE TABLE kept AS SELECT 42 AS answer');
  const before = postgres.server.pid();
  process.kill(before ?? 0, 'SIGKILL');
  await eventually(async () => (await query('SELECT answer FROM kept'))['answer'] === 42);
  expect(postgres.server.pid()).not.toBe(before);
}, 40_000);

it('starts again after a clean stop, past a lock file whose number belongs to another program', async () => {
  await postgres.server.stop();
  await writeFile(join(directory, 'cluster', 'postmaster.pid'), `${process.pid}\n${join(directory, 'cluster')}\n`);
  const again = await start();
  expect(await query('SELECT answer FROM kept', again.connection)).toEqual({ answer: 42 });
  await again.stop();
}, 40_000);

it('ends with a controller that is killed, and the next one starts it again', async () => {
  const child = fork(join(import.meta.dirname, 'embedded-child.ts'), [directory], { execArgv: [] });
  const [message] = await once(child, 'message');
  const orphan = Number(message);
  child.kill('SIGKILL');
  // At once: the old server may still be on its way out.
  const again = await start();
  expect(again.pid()).not.toBe(orphan);
  expect(await query('SELECT answer FROM kept', again.connection)).toEqual({ answer: 42 });
  await again.stop();
}, 40_000);

it('throws a half-made directory away and makes it again', async () => {
  const other = join(postgres.directory, 'half');
  await mkdir(join(other, 'cluster.new', 'base'), { recursive: true });
  const made = await start(other);
  expect(await query('SELECT 1 AS one', made.connection)).toEqual({ one: 1 });
  await made.stop();
  await expect(stat(join(other, 'cluster.new'))).rejects.toMatchObject({ code: 'ENOENT' });
}, 40_000);

it('finds a short place for its socket when its directory has a long path', async () => {
  const long = join(postgres.directory, 'x'.repeat(120));
  await expect(start(long, join(long, 'run'))).rejects.toMatchObject({ code: 'invalid-input' });
  const made = await start(long);
  expect(await query('SELECT 1 AS one', made.connection)).toEqual({ one: 1 });
  await made.stop();
  await expect(stat(made.connection.socketDirectory)).rejects.toMatchObject({ code: 'ENOENT' });
  await rm(long, { recursive: true });
}, 40_000);
