import type { DataSource } from 'typeorm';
import { translate } from './connection/driver-errors.ts';
import { MIGRATION_LOCK_TIMEOUT_MS } from './limits.ts';

/** Any fixed number: the advisory lock that only one migrating controller holds. */
const MIGRATION_LOCK = 7_263_541;

/** Brings the schema to the newest version. Two controllers that start together do it one after the other; the second finds nothing to do. */
export async function migrate(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    await runner.query(`SET lock_timeout = ${MIGRATION_LOCK_TIMEOUT_MS}`);
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      await source.runMigrations({ transaction: 'each' });
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      await runner.query('RESET lock_timeout');
    }
  } catch (error) {
    throw translate(error);
  } finally {
    await runner.release();
  }
}
