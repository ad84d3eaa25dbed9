import type { Clock, Logger } from '@rapidvm/kernel';
import { toTimestamp } from '@rapidvm/kernel';
import type { Executor } from './connection/executor.ts';
import type { RetentionRule } from './limits.ts';
import { PRUNE_BATCH_ROWS, PRUNE_MAX_BATCHES, RETENTION } from './limits.ts';

/** What may go, for each table with a rule: `key` finds the row again, `condition` is true for rows older than `$1`. */
const OLD_ROWS: Readonly<Record<RetentionRule['table'], { readonly key: string; readonly condition: string }>> = {
  event: { key: 'cursor', condition: 'at < $1' },
  audit: { key: 'seq', condition: 'at < $1' },
  idempotency_key: { key: 'ctid', condition: 'created_at < $1' },
  task: { key: 'id', condition: 'ended_at < $1' },
};

/** Deletes what is older than its rule says, a bounded number of rows; returns how many of each table. */
export async function prune(db: Executor, clock: Clock, logger: Logger): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const rule of RETENTION) {
    counts[rule.table] = await pruneTable(db, rule, toTimestamp(clock.now() - rule.olderThanMs));
  }
  logger.debug('old rows deleted', counts);
  return counts;
}

async function pruneTable(db: Executor, rule: RetentionRule, before: string): Promise<number> {
  const { key, condition } = OLD_ROWS[rule.table];
  const statement = `DELETE FROM ${rule.table} WHERE ${key} = ANY(ARRAY(
    SELECT ${key} FROM ${rule.table} WHERE ${condition} LIMIT ${PRUNE_BATCH_ROWS})) RETURNING 1`;
  let total = 0;
  for (let batch = 0; batch < PRUNE_MAX_BATCHES; batch += 1) {
    const deleted = (await db.rows(statement, [before])).length;
    total += deleted;
    if (deleted < PRUNE_BATCH_ROWS) break;
  }
  return total;
}
