import { statfs } from 'node:fs/promises';
import type { DatastoreFacts } from '@rapidvm/domain';
import type { Logger, Timers } from '@rapidvm/kernel';
import type { DatastoreRoots } from './files/datastore-root.ts';
import { USAGE_DEADLINE_MS } from './limits.ts';

/** Size and free space of every datastore, asked at the same time; one that fails or does not answer in time is left out and logged. */
export async function readUsage(roots: DatastoreRoots, timers: Timers, logger: Logger): Promise<readonly DatastoreFacts[]> {
  const all = await Promise.all(roots.names.map((name) => readOne(name, roots.rootOf(name), timers, logger)));
  return all.filter((facts) => facts !== null);
}

async function readOne(name: string, root: string, timers: Timers, logger: Logger): Promise<DatastoreFacts | null> {
  const silent = Promise.withResolvers<null>();
  const timer = timers.after(USAGE_DEADLINE_MS, () => silent.resolve(null));
  try {
    const found = await Promise.race([statfs(root), silent.promise]);
    if (found !== null) return { name, totalBytes: found.blocks * found.bsize, freeBytes: found.bavail * found.bsize };
    logger.warn('A datastore does not answer', { datastore: name, afterMs: USAGE_DEADLINE_MS });
  } catch (error) {
    logger.error('A datastore can not be looked at', error, { datastore: name });
  } finally {
    timer.cancel();
  }
  return null;
}
