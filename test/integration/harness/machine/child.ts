/** The controller that is killed: opens the machine, waits for its orders, runs one task with a fault until it dies. */
import { flushCompileCache } from 'node:module';
import type { Database, Stores } from '@rapidvm/controller-app';
import type { Task } from '@rapidvm/domain';
import type { TaskId } from '@rapidvm/kernel';
import { asId } from '@rapidvm/kernel';
import { z } from 'zod';
import type { Fault } from './faults.ts';
import { faultSchema, withFault } from './faults.ts';
import { openMachine } from './open-machine.ts';
import { quickEngine } from './run-engine.ts';

const placeSchema = z.object({
  module: z.string(),
  directory: z.string(),
  connection: z.object({ socketDirectory: z.string(), user: z.string(), password: z.string(), database: z.string() }),
});
const ordersSchema = z.object({ scenario: z.string(), task: z.string(), fault: faultSchema });

async function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL');
  return new Promise<never>(() => undefined);
}

/** A step that found nothing to do is noted by being listed no more. */
function isNoted({ steps }: Task, name: string, wanted: 'done' | 'undone'): boolean {
  const step = steps.find((one) => one.name === name);
  return step === undefined ? wanted === 'done' : step.state === wanted;
}

/** The database, with death right after the commit that notes what `fault` waits for. */
function dyingDatabase(database: Database, task: TaskId, fault: Fault): Database {
  const wanted = fault.kind === 'kill' ? 'done' : 'undone';
  const waits = (fault.kind === 'kill' || fault.kind === 'kill-undo') && fault.when === 'noted' ? fault.step : null;
  if (waits === null) return database;
  return {
    read: database.read,
    onEvents: (listener) => database.onEvents(listener),
    async transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
      const result = await database.transaction(work);
      const row = await database.read.tasks.get(task);
      if (row !== null && isNoted(row, waits, wanted)) await die();
      return result;
    },
  };
}

process.once('message', (message) => {
  void (async () => {
    const { open, machine } = await openMachine(placeSchema.parse(message));
    // By itself Node does it at the end, which this process does not come to.
    flushCompileCache();
    process.send?.('ready');
    process.once('message', (orders) => {
      const { scenario, task, fault } = ordersSchema.parse(orders);
      const wanted = machine.scenarios[scenario];
      if (wanted === undefined) process.exit(2);
      const engine = quickEngine(dyingDatabase(open.database, asId(task), fault));
      void engine.start([withFault(wanted.definition, fault, die), ...(wanted.parts ?? [])]);
    });
  })();
});
