/** A durable task of five steps that do nothing, from its creation until its last row is committed, against one plain transaction. */
import type { TaskDefinition } from '@rapidvm/controller-app';
import { createTaskEngine } from '@rapidvm/controller-tasks';
import { newId, type TaskId, type VmId } from '@rapidvm/kernel';
import { systemClock as clock, systemRng as rng, systemTimers as timers } from '@rapidvm/runtime';
import { recordingLogger } from '@rapidvm/testing';
import type { Client } from 'pg';
import { startDatabase, type TestDatabase } from '../integration/harness/index.ts';
import { connectTo, serverVersion } from './support/product-database.ts';
import { loadSpan, publish, say, table } from './support/report.ts';
import { inTurns, valuesOf } from './support/rounds.ts';
import { figure, spread, summarise } from './support/statistics.ts';

const ROUNDS = 200;
const STEPS = 5;
/** Tasks at once in the second measurement; they have different subjects. */
const AT_ONCE = 8;

const TASK = `task of ${STEPS} steps`;
const TRANSACTION = 'one transaction, one row';
const SIX = `${STEPS + 1} transactions, one row each`;

const definition: TaskDefinition<null> = {
  kind: 'vm.start',
  parseInput: () => null,
  steps: Array.from({ length: STEPS }, (_, index) => ({ name: `step ${index + 1}`, run: async () => undefined })),
};

type Engine = ReturnType<typeof createTaskEngine>;

/** Milliseconds until the task's end is told by the database. */
async function runTask({ database }: TestDatabase, engine: Engine): Promise<number> {
  const subject = { kind: 'vm', id: newId<VmId>(clock, rng), name: 'bench' } as const;
  const head = { id: newId<TaskId>(clock, rng), subject, requestedBy: 'bench' };
  const begun = performance.now();
  const ended = Promise.withResolvers<void>();
  const look = async (): Promise<void> => {
    if ((await database.read.tasks.get(head.id))?.endedAt) ended.resolve();
  };
  const stop = database.onEvents(() => void look().catch(ended.reject));
  await database.transaction((stores) => engine.create(stores, definition, head, null));
  await engine.dispatch(head.id);
  await ended.promise;
  stop();
  return performance.now() - begun;
}

async function plain(client: Client, transactions: number): Promise<number> {
  const begun = performance.now();
  for (let done = 0; done < transactions; done += 1) {
    await client.query('BEGIN');
    await client.query('INSERT INTO bench (note) VALUES ($1)', ['written']);
    await client.query('COMMIT');
  }
  return performance.now() - begun;
}

async function rateAtOnce(open: TestDatabase, engine: Engine): Promise<number> {
  const begun = performance.now();
  const lane = async (): Promise<void> => {
    for (let done = 0; done < ROUNDS / AT_ONCE; done += 1) await runTask(open, engine);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return ROUNDS / ((performance.now() - begun) / 1000);
}

async function measure(open: TestDatabase): Promise<{ readonly version: string; readonly body: string }> {
  const client = await connectTo(open.postgres.connection);
  const engine = createTaskEngine({ database: open.database, clock, timers, rng, logger: recordingLogger() });
  await engine.start([definition]);
  try {
    await client.query('CREATE TABLE bench (id bigserial PRIMARY KEY, note text NOT NULL)');
    const contenders = [
      { name: TASK, once: () => runTask(open, engine) },
      { name: TRANSACTION, once: () => plain(client, 1) },
      { name: SIX, once: () => plain(client, STEPS + 1) },
    ];
    say(`${ROUNDS} rounds`);
    const measured = await inTurns(contenders, ROUNDS, 20);
    const rate = await rateAtOnce(open, engine);
    const floor = summarise(valuesOf(measured, TRANSACTION)).p50;
    const rows = contenders.map(({ name }) => {
      const all = summarise(valuesOf(measured, name));
      return [name, spread(all), figure(all.p95), (all.p50 / floor).toFixed(1)];
    });
    const head = ['what', 'p50 (min–max), ms', 'p95, ms', 'ratio to one transaction'];
    const body = `${ROUNDS} rounds, in turns. A task notes each step in a transaction of its own, with its event, before the next one begins.\n\n${table(head, rows)}\n\n${AT_ONCE} at once: ${figure(rate)} tasks a second.`;
    return { version: await serverVersion(client), body };
  } finally {
    await engine.stop();
    await client.end();
  }
}

const load = loadSpan();
await using closing = new AsyncDisposableStack();
const open = await startDatabase();
closing.defer(() => open.close());
const { version, body } = await measure(open);
await publish({ name: 'tasks', versions: [version], load: load.end(), body });
