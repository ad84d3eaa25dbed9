/** kill -9 of PostgreSQL under an open database: refusals with a code meanwhile, then everything as before. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { eventually } from '@rapidvm/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestDatabase } from '../harness/index.ts';
import { startDatabase } from '../harness/index.ts';

let test: TestDatabase;

beforeAll(async () => {
  test = await startDatabase();
});
afterAll(() => test.close());

/** Kills the server and waits for its backends, which end a moment later: one that is quick enough would still commit. */
async function killServer(pid: number): Promise<void> {
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ');
  process.kill(pid, 'SIGKILL');
  await eventually(() => children.every((child) => !existsSync(`/proc/${child}`)));
}

it('answers unavailable, reconnects, loses nothing that was committed and hears events again', async () => {
  const { database, postgres } = test;
  await database.read.settings.set('kept', 'yes');
  const inside = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const broken = database.transaction(async ({ settings }) => {
    await settings.set('lost', 'yes');
    inside.resolve();
    await goOn.promise;
    await settings.set('lost', 'still');
  });
  await inside.promise;
  await killServer(postgres.server.pid() ?? 0);
  goOn.resolve();
  await expect(broken).rejects.toMatchObject({ code: 'unavailable' });
  const refusals = await Promise.allSettled(Array.from({ length: 5 }, () => database.read.vms.list({}, { limit: 1 })));
  for (const refusal of refusals)
    if (refusal.status === 'rejected') expect(refusal.reason).toMatchObject({ code: 'unavailable' });

  await eventually(async () => (await database.read.settings.get('kept')) === 'yes');
  expect(await database.read.settings.get('lost')).toBeNull();
  let heard = 0;
  database.onEvents(() => {
    heard += 1;
  });
  await eventually(async () => {
    const subject = { kind: 'host', id: 'x', name: 'x' } as const;
    await database.read.events.append({ kind: 'host.joined', subject, message: 'x joined', data: {} });
    return heard > 0;
  });
});

it('answers unavailable, within its deadline, while there is no server at all', async () => {
  await test.postgres.server.stop();
  const started = performance.now();
  await expect(test.database.read.vms.list({}, { limit: 1 })).rejects.toMatchObject({ code: 'unavailable' });
  await expect(test.database.transaction(async ({ settings }) => settings.set('a', 'b'))).rejects.toMatchObject({
    code: 'unavailable',
  });
  expect(performance.now() - started).toBeLessThan(10_000);
});
