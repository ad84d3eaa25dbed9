/** The engine on a real PostgreSQL: cancel, retry, two controllers, and a database that dies. */
import type { TaskDefinition, TaskEngine, TaskStep } from '@rapidvm/controller-app';
import { createTaskEngine } from '@rapidvm/controller-tasks';
import type { Task } from '@rapidvm/domain';
import type { TaskId, VmId } from '@rapidvm/kernel';
import { RapidError, newId } from '@rapidvm/kernel';
import { systemClock, systemRng, systemTimers } from '@rapidvm/runtime';
import { eventually, recordingLogger } from '@rapidvm/testing';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { TestDatabase } from '../harness/index.ts';
import { startDatabase } from '../harness/index.ts';

let test: TestDatabase;
let engines: TaskEngine[] = [];

beforeAll(async () => {
  test = await startDatabase();
});
afterEach(async () => {
  await Promise.all(engines.map((engine) => engine.stop()));
  engines = [];
});
afterAll(() => test.close());

function engine(timing = { leaseMs: 5_000, heartbeatMs: 50 }): TaskEngine {
  const world = { clock: systemClock, timers: systemTimers, rng: systemRng, logger: recordingLogger() };
  const made = createTaskEngine({ database: test.database, ...world, timing });
  engines.push(made);
  return made;
}

function definition(steps: readonly TaskStep<unknown>[], more: Partial<TaskDefinition> = {}): TaskDefinition {
  return { kind: 'vm.start', parseInput: (input) => input, steps, ...more };
}

async function create(on: TaskEngine, what: TaskDefinition): Promise<TaskId> {
  const id = newId<TaskId>(systemClock, systemRng);
  const subject = { kind: 'vm', id: newId<VmId>(systemClock, systemRng), name: 'web-1' } as const;
  await test.database.transaction((stores) => on.create(stores, what, { id, subject, requestedBy: 'ann' }, { n: 1 }));
  return id;
}

const row = (id: TaskId): Promise<Task | null> => test.database.read.tasks.get(id);

async function ended(id: TaskId): Promise<Task> {
  return eventually(async () => {
    const task = await row(id);
    return task?.endedAt === null ? null : task;
  });
}

/** A step that waits to be let go, or until it is cancelled. */
function gate(name: string, more: Partial<TaskStep<unknown>> = {}) {
  const reached = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const run = async (_input: unknown, { cancelled }: { readonly cancelled: AbortSignal }): Promise<void> => {
    reached.resolve();
    await Promise.race([
      go.promise,
      new Promise((_, reject) => cancelled.addEventListener('abort', () => reject(new Error('told to stop')))),
    ]);
  };
  return { step: { name, run, ...more } as TaskStep<unknown>, reached: reached.promise, go: () => go.resolve() };
}

it('runs steps in order, shows them, and tells of it', async () => {
  const order: string[] = [];
  const what = definition(['one', 'two', 'three'].map((name) => ({ name, run: async () => void order.push(name) })));
  const on = engine();
  await on.start([what]);
  const id = await create(on, what);
  expect(await row(id)).toMatchObject({ state: 'queued', progress: 0, message: 'Waiting', requestedBy: 'ann', startedAt: null });
  await on.dispatch(id);
  const task = await ended(id);
  expect(order).toEqual(['one', 'two', 'three']);
  expect(task).toMatchObject({ state: 'succeeded', progress: 1, message: 'Done', error: null });
  expect(task.steps.map(({ name, state }) => [name, state])).toEqual([
    ['one', 'done'],
    ['two', 'done'],
    ['three', 'done'],
  ]);
  const told = (await test.database.read.events.list({ subjectId: id }, { limit: 20 })).items.toReversed();
  expect(told.map(({ kind, data }) => [kind, data['state'], data['progress']])).toEqual([
    ['task.created', 'queued', '0'],
    ['task.progressed', 'running', '0'],
    ['task.progressed', 'running', String(1 / 3)],
    ['task.progressed', 'running', String(2 / 3)],
    ['task.ended', 'succeeded', '1'],
  ]);
});

it('shows no step that turned out not to be needed, and does not undo it', async () => {
  const undone: string[] = [];
  const failing = Promise.reject(new RapidError('not-found', 'gone', { kind: 'VM', id: 'x' }, ''));
  failing.catch(() => undefined);
  const steps: readonly TaskStep<unknown>[] = [
    { name: 'one', run: async () => undefined, undo: async () => void undone.push('one') },
    { name: 'two', run: async () => 'nothing-to-do', undo: async () => void undone.push('two') },
  ];
  const well = definition([...steps, { name: 'three', run: async () => undefined }]);
  const badly = definition([...steps, { name: 'three', run: () => failing }], { kind: 'vm.stop' });
  const on = engine();
  await on.start([well, badly]);
  const shown = async (what: TaskDefinition): Promise<readonly string[]> =>
    (await ended(await create(on, what))).steps.map(({ name, state }) => `${name} ${state}`);
  expect(await shown(well)).toEqual(['one done', 'three done']);
  expect(await shown(badly)).toEqual(['one undone', 'three failed']);
  expect(undone).toEqual(['one']);
});

it('finds a task that nobody dispatched', async () => {
  const what = definition([{ name: 'one', run: async () => undefined }]);
  const on = engine();
  await on.start([what]);
  expect(await ended(await create(on, what))).toMatchObject({ state: 'succeeded' });
});

it('does not make a task whose transaction fails', async () => {
  const what = definition([{ name: 'one', run: async () => undefined }]);
  const on = engine();
  const id = newId<TaskId>(systemClock, systemRng);
  const subject = { kind: 'vm', id: newId<VmId>(systemClock, systemRng), name: 'web-1' } as const;
  const failing = test.database.transaction(async (stores) => {
    await on.create(stores, what, { id, subject, requestedBy: 'ann' }, {});
    throw new RapidError('internal', 'no', { cause: '' }, '');
  });
  await expect(failing).rejects.toMatchObject({ code: 'internal' });
  expect(await row(id)).toBeNull();
});

it('is cancelled in the middle of a step, also from another controller, and undone', async () => {
  const undone: string[] = [];
  const undo = (name: string) => ({ undo: async () => void undone.push(name) });
  const waiting = gate('two', undo('two'));
  const what = definition([
    { name: 'one', run: async () => undefined, ...undo('one') },
    waiting.step,
    { name: 'three', run: async () => undefined, ...undo('three') },
  ]);
  const [on, other] = [engine(), engine()];
  await on.start([what]);
  const id = await create(on, what);
  await on.dispatch(id);
  await waiting.reached;
  expect(await other.cancel(id)).toMatchObject({ cancelRequested: true });
  const task = await ended(id);
  expect(task).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' }, cancelRequested: true });
  expect(undone).toEqual(['two', 'one']);
  expect(task.steps.map(({ state }) => state)).toEqual(['undone', 'undone', 'waiting']);
  await expect(on.cancel(id)).rejects.toMatchObject({ code: 'wrong-state', details: { state: 'cancelled' } });
});

it('takes back what was written with it when it is cancelled before it began', async () => {
  const undone: string[] = [];
  const what = definition([{ name: 'one', run: async () => undefined, undo: async () => void undone.push('one') }]);
  const on = engine();
  const id = await create(on, what);
  await on.cancel(id);
  await on.start([what]);
  expect(await ended(id)).toMatchObject({ state: 'cancelled' });
  expect(undone).toEqual(['one']);
});

it('cancels nothing when what is to be written with the cancel can not be', async () => {
  const waiting = gate('one');
  const what = definition([waiting.step]);
  const on = engine();
  await on.start([what]);
  const id = await create(on, what);
  await on.dispatch(id);
  await waiting.reached;
  const full = new RapidError('internal', 'no room for the audit row', { cause: '' }, '');
  await expect(on.cancel(id, () => Promise.reject(full))).rejects.toThrow(full.message);
  expect(await row(id)).toMatchObject({ state: 'running', cancelRequested: false });
  waiting.go();
  expect(await ended(id)).toMatchObject({ state: 'succeeded' });
});

it('refuses a cancel once its point of no return has begun', async () => {
  const waiting = gate('format');
  const what = definition([waiting.step], { noCancelAfter: 'format' });
  const on = engine();
  await on.start([what]);
  const id = await create(on, what);
  await on.dispatch(id);
  await waiting.reached;
  await expect(on.cancel(id)).rejects.toMatchObject({ code: 'wrong-state', message: expect.stringContaining('“format”') });
  waiting.go();
  expect(await ended(id)).toMatchObject({ state: 'succeeded', cancelRequested: false });
});

it('tries again what is unavailable for a while, and nothing else', async () => {
  let tries = 0;
  const unavailable = new RapidError('unavailable', 'not yet', { what: 'x', cause: 'y' }, '');
  const patient = definition([{ name: 'one', run: async () => (tries++ < 2 ? Promise.reject(unavailable) : undefined) }]);
  const on = engine();
  await on.start([patient]);
  const id = await create(on, patient);
  await on.dispatch(id);
  expect(await ended(id)).toMatchObject({ state: 'succeeded' });
  expect(tries).toBe(3);
});

it('says what it could not undo, and undoes the rest', async () => {
  const undone: string[] = [];
  const stuck = new RapidError('internal', 'the door is stuck', { cause: '' }, '');
  const what = definition([
    { name: 'one', run: async () => undefined, undo: async () => void undone.push('one') },
    { name: 'two', run: async () => undefined, undo: () => Promise.reject(stuck) },
    { name: 'three', run: () => Promise.reject(new RapidError('internal', 'broken', { cause: 'b' }, '')) },
  ]);
  const on = engine();
  await on.start([what]);
  const id = await create(on, what);
  await on.dispatch(id);
  const task = await ended(id);
  expect(task).toMatchObject({ state: 'failed', error: { message: 'broken' }, message: 'Could not undo two: the door is stuck' });
  expect(task.steps.map(({ state }) => state)).toEqual(['undone', 'failed', 'failed']);
  expect(undone).toEqual(['one']);
});

it('ends as far as it came, and undoes nothing, when a step says so; and tells how far a long step is', async () => {
  const undone: string[] = [];
  const partly = new RapidError('drain-incomplete', '1 VM stayed', { host: 'oak', moved: 1, stayed: [], vms: 1 }, '');
  let shown: Task | null = null;
  const what = definition(
    [
      {
        name: 'one',
        run: async (_input, { report, taskId }) => {
          await report('half of it', 0.5);
          shown = await row(taskId);
        },
        undo: async () => void undone.push('one'),
      },
      { name: 'two', run: () => Promise.reject(partly) },
    ],
    { keepsOn: ['drain-incomplete'] },
  );
  const on = engine();
  await on.start([what]);
  const id = await create(on, what);
  await on.dispatch(id);
  const task = await ended(id);
  expect(shown).toMatchObject({ message: 'half of it', progress: 0.25 });
  expect(task).toMatchObject({ state: 'failed', message: '1 VM stayed', error: { code: 'drain-incomplete' } });
  expect(task.steps.map(({ state }) => state)).toEqual(['done', 'failed']);
  expect(undone).toEqual([]);
});

it('shows the first word of each step, however quickly it follows the step before', async () => {
  const shown: string[] = [];
  const says = (message: string): TaskStep<unknown> => ({
    name: `step of ${message}`,
    run: async (_input, { report, taskId }) => {
      await report(message);
      shown.push((await row(taskId))?.message ?? '');
      await report(`${message}, and more at once`);
      shown.push((await row(taskId))?.message ?? '');
    },
  });
  const what = definition([says('The first'), says('The second')]);
  const on = engine();
  await on.start([what]);
  const id = await create(on, what);
  await on.dispatch(id);
  await ended(id);
  expect([shown[0], shown[2]]).toEqual(['The first', 'The second']);
});

it('is run by one of two controllers, each step once', async () => {
  let runs = 0;
  const what = definition([{ name: 'one', run: async () => void (runs += 1) }]);
  const [on, other] = [engine(), engine()];
  await Promise.all([on.start([what]), other.start([what])]);
  const ids = await Promise.all(Array.from({ length: 40 }, () => create(on, what)));
  await Promise.all(ids.flatMap((id) => [on.dispatch(id), other.dispatch(id)]));
  for (const id of ids) expect(await ended(id)).toMatchObject({ state: 'succeeded' });
  expect(runs).toBe(40);
}, 40_000);

it('goes on at another controller when this one stops, and not in both', async () => {
  const waiting = gate('two');
  const ran: string[] = [];
  const three = { name: 'three', run: async () => void ran.push('three') };
  const on = engine();
  const first = definition([{ name: 'one', run: async () => void ran.push('one') }, waiting.step, three]);
  await on.start([first]);
  const id = await create(on, first);
  await on.dispatch(id);
  await waiting.reached;
  const stopped = on.stop();
  waiting.go();
  await stopped;
  expect(await row(id)).toMatchObject({ state: 'running', steps: [{ state: 'done' }, { state: 'done' }, { state: 'waiting' }] });
  const next = engine();
  // A newer version, with a step more.
  await next.start([
    definition([first.steps[0] ?? three, waiting.step, three, { name: 'four', run: async () => void ran.push('four') }]),
  ]);
  expect(await ended(id)).toMatchObject({ state: 'succeeded', steps: [{}, {}, {}, { name: 'four', state: 'done' }] });
  expect(ran).toEqual(['one', 'three', 'four']);
});

it('stops at once where its lease was lost', async () => {
  const waiting = gate('one');
  const later: string[] = [];
  const what = definition([waiting.step, { name: 'two', run: async () => void later.push('here') }]);
  // Silent: its heartbeat comes long after its lease is over.
  const silent = engine({ leaseMs: 50, heartbeatMs: 60_000 });
  await silent.start([what]);
  const id = await create(silent, what);
  await silent.dispatch(id);
  await waiting.reached;
  const other = engine();
  const there = definition([
    { name: 'one', run: async () => undefined },
    { name: 'two', run: async () => void later.push('there') },
  ]);
  await other.start([there]);
  expect(await ended(id)).toMatchObject({ state: 'succeeded' });
  waiting.go();
  await silent.stop();
  expect(later).toEqual(['there']);
});

it('fails when nobody understands its input any more', async () => {
  const what = definition([{ name: 'one', run: async () => undefined }], {
    parseInput: () => {
      throw new RapidError('invalid-input', 'what is this', { issues: [] }, '');
    },
  });
  const on = engine();
  await on.start([what]);
  const id = await create(on, what);
  await on.dispatch(id);
  expect(await ended(id)).toMatchObject({ state: 'failed', error: { code: 'invalid-input' } });
});

it('finishes although PostgreSQL is killed in the middle of it', async () => {
  const waiting = gate('two');
  const ran: string[] = [];
  const what = definition([
    { name: 'one', run: async () => void ran.push('one') },
    waiting.step,
    { name: 'three', run: async () => void ran.push('three') },
  ]);
  const on = engine();
  await on.start([what]);
  const id = await create(on, what);
  await on.dispatch(id);
  await waiting.reached;
  process.kill(test.postgres.server.pid() ?? 0, 'SIGKILL');
  waiting.go();
  expect(await eventually(() => ended(id))).toMatchObject({ state: 'succeeded' });
  expect(ran).toEqual(['one', 'three']);
});
