/** The migrated schema, the entities and the domain say the same. */
import { dataSource } from '@rapidvm/controller-persistence';
import {
  ARCHITECTURES,
  EVENT_KINDS,
  HOST_LIVENESS,
  HOST_MODES,
  ROLES,
  SUBJECT_KINDS,
  TASK_KINDS,
  TASK_STATES,
  VM_STATES,
} from '@rapidvm/domain';
import { recordingLogger } from '@rapidvm/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestPostgres } from '../harness/index.ts';
import { startPostgres } from '../harness/index.ts';

let postgres: TestPostgres;
let source: ReturnType<typeof dataSource>;

beforeAll(async () => {
  postgres = await startPostgres();
  source = dataSource(postgres.connection, recordingLogger());
  await source.initialize();
  await source.runMigrations();
});
afterAll(async () => {
  await source.destroy();
  await postgres.close();
});

it('needs no change to match the entities', async () => {
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

const SETS: Readonly<Record<string, readonly string[]>> = {
  host_liveness_known: HOST_LIVENESS,
  host_mode_known: HOST_MODES,
  image_architecture_known: ARCHITECTURES,
  vm_state_known: VM_STATES,
  task_kind_known: TASK_KINDS,
  task_state_known: TASK_STATES,
  event_kind_known: EVENT_KINDS,
  event_subject_kind_known: SUBJECT_KINDS,
  account_role_known: ROLES,
  api_token_role_known: ROLES,
};

it.each(Object.entries(SETS))('knows the same values as the domain: %s', async (name, values) => {
  const [row]: { definition: string }[] = await source.query(
    'SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = $1',
    [name],
  );
  const known = [...(row?.definition ?? '').matchAll(/'([^']+)'/g)].map((match) => match[1]);
  expect(known).toEqual(values);
});

it('can be taken back to nothing and made again', async () => {
  const migrations = source.migrations.length;
  for (let undone = 0; undone < migrations; undone += 1) await source.undoLastMigration();
  const tables: { name: string }[] = await source.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  expect(tables.map(({ name }) => name)).toEqual(['schema_migration']);
  expect(await source.runMigrations()).toHaveLength(migrations);
});
