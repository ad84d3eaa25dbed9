import type { Readiness } from '@rapidvm/controller-api';
import type { Database } from '@rapidvm/controller-app';
import { toErrorRecord } from '@rapidvm/kernel';
import { CONTROLLER_LIMITS } from './limits.ts';
import type { World } from './world.ts';

/** Asks the database a trivial question. Never rejects. */
export async function checkReadiness(database: Database, { timers }: Pick<World, 'timers'>): Promise<Readiness> {
  const { promise: silence, resolve } = Promise.withResolvers<Readiness>();
  const timer = timers.after(CONTROLLER_LIMITS.readyTimeoutMs, () =>
    resolve({ ready: false, cause: 'the database does not answer' }),
  );
  const answer = database.read.events.latestCursor().then(
    (): Readiness => ({ ready: true }),
    (error: unknown): Readiness => ({ ready: false, cause: toErrorRecord(error).message }),
  );
  const readiness = await Promise.race([answer, silence]);
  timer.cancel();
  return readiness;
}
