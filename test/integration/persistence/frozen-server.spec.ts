/** A PostgreSQL that is there but answers nothing, as on a host that hangs: SIGSTOP to all its processes. */
import { readFile } from 'node:fs/promises';
import { eventually } from '@rapidvm/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestDatabase } from '../harness/index.ts';
import { startDatabase } from '../harness/index.ts';

/** What a request may take to hear that there is no database. */
const REFUSED_MS = 5_000;
/** Longer than silence takes to be noticed, shorter than the limit of a statement. */
const LONG_STATEMENT_SECONDS = 7;

let test: TestDatabase;
let stopped: readonly number[] = [];

beforeAll(async () => {
  test = await startDatabase();
});
afterAll(async () => {
  thaw();
  await test.close();
});

/** The server first, that it starts no process meanwhile; then all it has. */
async function freeze(): Promise<void> {
  const server = test.postgres.server.pid() ?? 0;
  process.kill(server, 'SIGSTOP');
  const children = (await readFile(`/proc/${server}/task/${server}/children`, 'utf8')).trim().split(' ').map(Number);
  for (const pid of children) process.kill(pid, 'SIGSTOP');
  stopped = [server, ...children];
}

function thaw(): void {
  for (const pid of stopped) process.kill(pid, 'SIGCONT');
  stopped = [];
}

async function refusedIn(work: Promise<unknown>): Promise<number> {
  const started = performance.now();
  await expect(work).rejects.toMatchObject({ code: 'unavailable', message: 'The database does not answer' });
  return performance.now() - started;
}

it('answers unavailable in time, at once when that is known, and works again by itself', async () => {
  const { database } = test;
  await database.read.settings.set('kept', 'yes');
  const inside = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const transaction = database.transaction(async ({ settings }) => {
    await settings.set('abandoned', 'yes');
    inside.resolve();
    await goOn.promise;
    await settings.set('abandoned', 'still');
  });
  await inside.promise;
  await freeze();
  goOn.resolve();
  // More than the pool has connections: those that wait for one are refused too.
  const reads = Array.from({ length: 20 }, () => database.read.vms.list({}, { limit: 1 }));
  const took = await Promise.all([transaction, ...reads].map(refusedIn));
  expect(Math.max(...took)).toBeLessThan(REFUSED_MS);
  expect(await refusedIn(database.read.settings.get('kept'))).toBeLessThan(500);
  expect(await refusedIn(database.transaction(async ({ settings }) => settings.get('kept')))).toBeLessThan(500);
  thaw();
  await eventually(async () => (await database.read.settings.get('kept')) === 'yes');
  expect(await database.read.settings.get('abandoned')).toBeNull();
  const after = await Promise.all(reads.map(() => database.transaction(async ({ settings }) => settings.get('kept'))));
  expect(new Set(after)).toEqual(new Set(['yes']));
});

it('lets a long statement take its time while the server lives', async () => {
  const { database } = test;
  const holder = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  // The second transaction's statement waits in the server for the first one's row.
  const first = database.transaction(async ({ settings }) => {
    await settings.set('contended', 'first');
    locked.resolve();
    await holder.promise;
  });
  await locked.promise;
  const started = performance.now();
  const second = database.transaction(async ({ settings }) => settings.set('contended', 'second'));
  const timer = setTimeout(holder.resolve, LONG_STATEMENT_SECONDS * 1000);
  await Promise.all([first, second]);
  clearTimeout(timer);
  expect(performance.now() - started).toBeGreaterThan(LONG_STATEMENT_SECONDS * 900);
  expect(await database.read.settings.get('contended')).toBe('second');
});
